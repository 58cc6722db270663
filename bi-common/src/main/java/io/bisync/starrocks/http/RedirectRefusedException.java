package io.bisync.starrocks.http;

import java.io.IOException;

/** A redirect that must not be followed. */
final class RedirectRefusedException extends IOException {

    RedirectRefusedException(String message) {
        super(message);
    }
}
