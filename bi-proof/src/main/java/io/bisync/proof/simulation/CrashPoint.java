package io.bisync.proof.simulation;

/** Where a worker may die; everything after the point never happens. */
enum CrashPoint {
    ASSIGNED_BEFORE_READING(1),
    FIRST_OFFSET_BEFORE(1),
    FIRST_OFFSET_DONE(1),
    POLLED(1),
    INTENT_BEFORE(2),
    INTENT_DONE_UNACKED(2),
    LOAD_BEFORE(2),
    PART_BEFORE(4),
    BODY_HALF(2),
    BODY_SENT(2),
    COMMITTED_UNANSWERED(2),
    LOAD_ANSWERED(2),
    STATE_BEFORE(3),
    STATE_ANSWERED(3),
    WAITING(3),
    DEAD_LETTER_BEFORE(4),
    DEAD_LETTER_SENT(4),
    DEAD_LETTER_ACKED(4),
    SPLIT_NOTE_BEFORE(4),
    SPLIT_NOTE_DONE_UNACKED(4),
    PARK_BEFORE(4),
    PARK_SENT(4),
    PARK_ACKED(4),
    CLOSING_BEFORE(3),
    CLOSING_DONE_UNACKED(3),
    CLOSING_ACKED(3),
    REVOKED(3);

    /** Points that are passed seldom are deadlier. */
    final int weight;

    CrashPoint(int weight) {
        this.weight = weight;
    }
}
