/** Runs: planned, cut into slices, handed out to services under fences, steered by people. */
@NullMarked
package io.bisync.basic.run;

import org.jspecify.annotations.NullMarked;
