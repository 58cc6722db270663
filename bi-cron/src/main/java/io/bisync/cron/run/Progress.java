package io.bisync.cron.run;

import io.bisync.run.RunStatus;

/** Shows how a run comes along. */
interface Progress extends AutoCloseable {

    /** Hears how far the run is, at every look. */
    void tell(RunStatus status);

    @Override
    void close();
}
