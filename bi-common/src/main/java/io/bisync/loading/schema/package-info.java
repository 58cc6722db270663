/** Schema: compares the live tables with what entities declare, and counts rows that no change replaces. */
@NullMarked
package io.bisync.loading.schema;

import org.jspecify.annotations.NullMarked;
