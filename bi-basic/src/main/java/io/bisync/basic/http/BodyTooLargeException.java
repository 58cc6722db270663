package io.bisync.basic.http;

import java.io.IOException;

/** A body that goes on beyond the limit. */
final class BodyTooLargeException extends IOException {

    BodyTooLargeException(long limit) {
        super("A body may have %d bytes".formatted(limit));
    }
}
