package io.bisync.once.store;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Port to what remembers the ids of events that were written. Its loss is harmless where writing is: whoever forgets an id
 * lets its event be written once more; an event whose id it never had is never held back. For any number of threads.
 *
 * <p>Time is the store's own: it goes on as the machine's steady clock does, whatever is done to the wall clock, and after
 * a restart not before where it was. A database has its own clock.
 */
public interface IdStore extends AutoCloseable {

    /** No reservation yet. */
    long NONE = 0;

    /**
     * Reserves an id for one writer, or makes a reservation count anew. Atomic: of all who ask, one is told
     * {@link Reservation.Answer#RESERVED} until it confirms, releases, or lets the time run out.
     *
     * @param own the token of the reservation that the asker has, or {@link #NONE}
     */
    Reservation reserve(EventId id, long own);

    /** The event is written, whoever reserved it: known for the window from now on. */
    void confirm(EventId id);

    /** Nothing was written: others may reserve it at once. Without effect once the reservation is another's. */
    void release(EventId id, long own);

    /** Whether the event was confirmed within the window. */
    boolean contains(EventId id);

    /** Keeps how far each source was read: beside the ids, which all count already. */
    void checkpoint(Map<String, Long> positions);

    /** The positions that were kept last; empty where a store has none. */
    Map<String, Long> positions();

    /** Since when nothing that was confirmed is forgotten. */
    Instant wholeSince();

    /** Ids that are held, reserved ones too. */
    long ids();

    /** What they take, of memory or of a file. */
    long bytes();

    /** Ids that were forgotten before their window was over, as there was no room. */
    long forgotten();

    /** Names what a process finds again after its restart; null where nothing outlives it. */
    @Nullable UUID identity();

    /** Once or more often. */
    @Override
    void close();
}
