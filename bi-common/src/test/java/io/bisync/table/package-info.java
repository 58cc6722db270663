/** Tests of declarations, the normaliser, rounds and redaction. */
@NullMarked
package io.bisync.table;

import org.jspecify.annotations.NullMarked;
