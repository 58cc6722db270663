/** How a benchmark tells what it found. */
@NullMarked
package io.bisync.proof.report;

import org.jspecify.annotations.NullMarked;
