/** Pulls: a schedule for each account, and who carries it out. */
@NullMarked
package io.bisync.jushuitan.pull;

import org.jspecify.annotations.NullMarked;
