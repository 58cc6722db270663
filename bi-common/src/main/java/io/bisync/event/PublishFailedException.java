package io.bisync.event;

import org.jspecify.annotations.Nullable;

/** Kafka did not acknowledge every event of a page: publish the page again, and move no cursor before that. */
public final class PublishFailedException extends RuntimeException {

    PublishFailedException(String message, @Nullable Throwable cause) {
        super("BI-EVENT-01 " + message, cause);
    }
}
