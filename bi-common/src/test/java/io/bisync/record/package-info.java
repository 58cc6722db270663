/** Tests of values and of redaction. */
@NullMarked
package io.bisync.record;

import org.jspecify.annotations.NullMarked;
