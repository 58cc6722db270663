/** Runs the production core of loading in a modelled world, over millions of seeded schedules of faults and crashes. */
@NullMarked
package io.bisync.proof.simulation;

import org.jspecify.annotations.NullMarked;
