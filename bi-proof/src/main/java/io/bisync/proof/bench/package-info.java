/** Measures what loading costs, beside loops that show how little it could cost. */
@NullMarked
package io.bisync.proof.bench;

import org.jspecify.annotations.NullMarked;
