/** The history job: windows of the past, one after the other, restarted where it stopped. */
@NullMarked
package io.bisync.cron.history;

import org.jspecify.annotations.NullMarked;
