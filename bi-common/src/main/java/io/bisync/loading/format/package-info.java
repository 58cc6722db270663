/** Loading of values that are written by a registered schema, and the schemas of values that are not. */
@NullMarked
package io.bisync.loading.format;

import org.jspecify.annotations.NullMarked;
