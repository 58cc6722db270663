/** Tests of the jobs. */
@NullMarked
package io.bisync.cron;

import org.jspecify.annotations.NullMarked;
