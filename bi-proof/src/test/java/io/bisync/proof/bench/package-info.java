/** Tests of the benchmark's own parts; nothing here asserts a time. */
@NullMarked
package io.bisync.proof.bench;

import org.jspecify.annotations.NullMarked;
