package io.bisync.event;

import io.bisync.registry.RegistryException;
import io.bisync.registry.UnfitValueException;
import org.jspecify.annotations.Nullable;

/** Kafka did not acknowledge all of what was to be published: publish it again, and move no cursor before that. */
public final class PublishFailedException extends RuntimeException {

    PublishFailedException(String message, @Nullable Throwable cause) {
        this("BI-EVENT-01", message, cause);
    }

    private PublishFailedException(String code, String message, @Nullable Throwable cause) {
        super(code + " " + message, cause);
    }

    /**
     * Nothing was sent, and sending it again would not help, unless a registry does not answer. Why is told by its kind alone
     * where words may quote the value.
     */
    static PublishFailedException unwritable(String topic, Throwable cause) {
        var what = "A message for " + topic + " cannot be written in its format: ";
        return switch (cause) {
            case RegistryException registry ->
                new PublishFailedException(registry.reason().code(), what + registry.getMessage(), registry);
            case UnfitValueException unfit -> new PublishFailedException(unfit.code(), what + unfit.getMessage(), null);
            default ->
                new PublishFailedException(
                        "BI-EVENT-02", what + cause.getClass().getSimpleName(), null);
        };
    }

    /** What a future failed with, as whoever waited for it gets it. */
    static PublishFailedException of(@Nullable Throwable failure) {
        return failure instanceof PublishFailedException told
                ? new PublishFailedException(told)
                : new PublishFailedException("Kafka did not acknowledge a message", failure);
    }

    private PublishFailedException(PublishFailedException told) {
        super(told.getMessage(), told);
    }
}
