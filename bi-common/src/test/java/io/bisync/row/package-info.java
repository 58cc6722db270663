/** Tests of the normaliser and of rounds. */
@NullMarked
package io.bisync.row;

import org.jspecify.annotations.NullMarked;
