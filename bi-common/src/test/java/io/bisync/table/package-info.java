/** Tests of declarations and their tables. */
@NullMarked
package io.bisync.table;

import org.jspecify.annotations.NullMarked;
