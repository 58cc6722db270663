package io.bisync.once;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How far each source is done with, handed on after so many confirmed events. A source is read in order; an event that is
 * not done with holds its source's position until it is.
 */
final class Checkpoints {

    private final int interval;
    private final Consumer<Map<String, Long>> kept;
    private final Map<String, Long> changed = new HashMap<>();
    private final Map<String, Long> unfinished = new HashMap<>();
    private int confirmed;

    Checkpoints(int interval, Consumer<Map<String, Long>> kept) {
        this.interval = interval;
        this.kept = kept;
    }

    synchronized void done(Position position, Outcome outcome) {
        var first = unfinished.get(position.source());
        if (!outcome.isFinal()) {
            unfinished.merge(position.source(), position.offset(), Math::min);
            return;
        }
        if (first != null && first < position.offset()) {
            return;
        }
        unfinished.remove(position.source(), position.offset());
        changed.merge(position.source(), position.offset() + 1, Math::max);
        if (outcome == Outcome.SUCCESS && ++confirmed >= interval) {
            keep();
        }
    }

    /** Now, as at the end. */
    synchronized void keep() {
        confirmed = 0;
        if (!changed.isEmpty()) {
            kept.accept(Map.copyOf(changed));
            changed.clear();
        }
    }
}
