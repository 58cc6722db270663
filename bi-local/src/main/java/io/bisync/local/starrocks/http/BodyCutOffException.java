package io.bisync.local.starrocks.http;

import java.io.IOException;

/** The client went away, or broke the framing, before its body was complete. */
public final class BodyCutOffException extends IOException {

    BodyCutOffException(String message) {
        super(message);
    }
}
