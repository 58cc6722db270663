package io.bisync.handler;

import io.bisync.account.ListenerStatus.LastError;
import org.jspecify.annotations.Nullable;

/** A container whose failures nobody sees but itself: what Spring calls around a listener is not called there. */
public interface FailureKeeping {

    /** What failed last, since the start; null where nothing did. Any thread asks. */
    @Nullable LastError lastError();
}
