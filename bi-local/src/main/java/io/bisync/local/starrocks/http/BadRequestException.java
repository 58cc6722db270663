package io.bisync.local.starrocks.http;

import java.io.IOException;

/** The bytes are no HTTP request. */
final class BadRequestException extends IOException {

    BadRequestException(String message) {
        super(message);
    }
}
