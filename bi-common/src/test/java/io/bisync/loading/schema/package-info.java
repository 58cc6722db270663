/** Tests of comparing live tables. */
@NullMarked
package io.bisync.loading.schema;

import org.jspecify.annotations.NullMarked;
