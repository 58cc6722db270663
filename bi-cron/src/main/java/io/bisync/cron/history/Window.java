package io.bisync.cron.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A half-open stretch {@code [from, to)} of modification time. */
record Window(Instant from, Instant to) {

    Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "A window must end after it begins, but got [%s, %s)".formatted(from, to));
        }
    }

    /** Cuts this window into pieces of the given length, oldest first; the last one may be shorter. */
    List<Window> cut(Duration length) {
        List<Window> pieces = new ArrayList<>();
        for (Instant start = from; start.isBefore(to); start = start.plus(length)) {
            Instant end = start.plus(length);
            pieces.add(new Window(start, end.isBefore(to) ? end : to));
        }
        return List.copyOf(pieces);
    }
}
