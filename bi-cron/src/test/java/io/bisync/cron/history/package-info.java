/** Tests of the history job. */
@NullMarked
package io.bisync.cron.history;

import org.jspecify.annotations.NullMarked;
