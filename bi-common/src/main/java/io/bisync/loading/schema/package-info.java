/** Schema: compares the live tables with what entities declare. */
@NullMarked
package io.bisync.loading.schema;

import org.jspecify.annotations.NullMarked;
