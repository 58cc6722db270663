/** Runs as processes that end with an exit code. */
@NullMarked
package io.bisync.cron;

import org.jspecify.annotations.NullMarked;
