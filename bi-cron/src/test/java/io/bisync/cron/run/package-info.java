/** Tests of runs on the command line. */
@NullMarked
package io.bisync.cron.run;

import org.jspecify.annotations.NullMarked;
