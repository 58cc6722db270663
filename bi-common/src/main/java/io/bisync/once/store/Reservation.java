package io.bisync.once.store;

/**
 * What a store says to whoever wants to write an event.
 *
 * @param answer who may write
 * @param token names the reservation where it was given, else 0
 */
public record Reservation(Answer answer, long token) {

    /** Who may write. */
    public enum Answer {

        /** The asker, for the time that a reservation counts. */
        RESERVED,

        /** Nobody: it was written within the window. */
        KNOWN,

        /** Somebody else is about to, and has time left. */
        IN_PROGRESS
    }

    static final Reservation KNOWN = new Reservation(Answer.KNOWN, 0);
    static final Reservation IN_PROGRESS = new Reservation(Answer.IN_PROGRESS, 0);

    static Reservation of(long token) {
        return new Reservation(Answer.RESERVED, token);
    }
}
