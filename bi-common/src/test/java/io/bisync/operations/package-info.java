/** Tests of {@code io.bisync.operations}. */
@NullMarked
package io.bisync.operations;

import org.jspecify.annotations.NullMarked;
