/** Runs: planned, begun, watched and told what a person wants, with an exit code that says how it ended. */
@NullMarked
package io.bisync.cron.run;

import org.jspecify.annotations.NullMarked;
