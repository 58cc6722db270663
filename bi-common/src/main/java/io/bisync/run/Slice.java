package io.bisync.run;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run that one process works on at a time: an entity, in a window of an account or a stretch of a topic.
 *
 * @param id names it for ever; whoever works on it publishes under the transactional id {@code slice.<id>}
 * @param fence rises with everybody who begins to work on it: what is told under an older one does not count
 * @param window of a kind that has windows; null of others
 * @param stretch of a kind that has none; null of others
 * @param state RUNNING: its pages are to be published; SENT: only whether it is loaded is to be watched
 * @param tries how often it was begun before
 * @param progress as the ledger was told last; what the topic of progress says counts more
 */
public record Slice(
        long id,
        long run,
        SliceKind kind,
        long fence,
        String entity,
        @Nullable Window window,
        @Nullable Stretch stretch,
        SliceState state,
        int tries,
        SliceProgress progress) {

    public Slice {
        if ((window != null) != kind.isOfWindow() || (stretch == null) != kind.isOfWindow()) {
            throw new IllegalArgumentException(
                    "Slice %d of kind %s is of %s and %s".formatted(id, kind, window, stretch));
        }
    }

    /** The window that it is of; only of a kind that has one. */
    public Window theWindow() {
        return Objects.requireNonNull(window);
    }

    /** The stretch of a topic that it is of; only of a kind that has one. */
    public Stretch theStretch() {
        return Objects.requireNonNull(stretch);
    }

    /** Where it is, in words. */
    public String place() {
        return String.valueOf(window == null ? stretch : window);
    }
}
