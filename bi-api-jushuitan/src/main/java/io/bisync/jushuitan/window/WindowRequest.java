package io.bisync.jushuitan.window;

import com.google.protobuf.Timestamp;
import io.bisync.window.v1.LoadWindowRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A window that can be asked for: {@code [from, to)} in whole seconds, because Jushuitan's query knows nothing finer.
 * Both ends are sent as they are. Whether Jushuitan counts the last second in is not documented; where it does, rows of
 * that second come once more with the next window, which is harmless, and rows of its fractions are never missed.
 */
record WindowRequest(String account, String entity, Instant from, Instant to) {

    static WindowRequest of(LoadWindowRequest request, Instant now) throws BadWindowException {
        if (request.getAccount().isEmpty() || request.getEntity().isEmpty()) {
            throw new BadWindowException("account and entity are needed");
        }
        if (!request.hasFrom() || !request.hasTo()) {
            throw new BadWindowException("from and to are needed");
        }
        Instant from = instant(request.getFrom());
        Instant to = instant(request.getTo());
        if (!from.isBefore(to)) {
            throw new BadWindowException("from (%s) must be before to (%s)".formatted(from, to));
        }
        if (to.isAfter(now)) {
            throw new BadWindowException("to (%s) lies in the future".formatted(to));
        }
        return new WindowRequest(request.getAccount(), request.getEntity(), from, to);
    }

    /** Refuses what is too much to repeat after a crash. */
    void requireWithin(Duration longest) throws BadWindowException {
        if (Duration.between(from, to).compareTo(longest) > 0) {
            throw new BadWindowException("Windows of %s are loaded of at most %s; %s to %s is longer"
                    .formatted(entity, inWords(longest), from, to));
        }
    }

    private static String inWords(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toHours() + " hours";
    }

    private static Instant instant(Timestamp timestamp) throws BadWindowException {
        if (timestamp.getNanos() != 0) {
            throw new BadWindowException("from and to must be whole seconds");
        }
        try {
            Instant instant = Instant.ofEpochSecond(timestamp.getSeconds());
            if (instant.isBefore(Instant.EPOCH)) {
                throw new BadWindowException("%s lies before 1970".formatted(instant));
            }
            return instant;
        } catch (DateTimeException outside) {
            throw new BadWindowException("%d is no second of any calendar".formatted(timestamp.getSeconds()));
        }
    }

    /** The window cannot be asked for. */
    static final class BadWindowException extends Exception {
        BadWindowException(String message) {
            super("BI-JST-42 " + message);
        }
    }
}
