package io.bisync.jushuitan.call;

import io.bisync.account.Permits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The permits of an account's history that were asked for before somebody wants them: where the ERP's limits are far away,
 * waiting for bi-basic takes longer than the page. As long as all are granted for now, faster than the ERP's limits ever let
 * them follow each other, twice as many are asked for with the next question; as soon as one is not, none, as what is kept
 * and not used is lost to the others.
 */
final class Ahead {

    private static final int MOST = 8;

    /** A permit for later than this says that they are scarce. */
    private static final Duration NOW = Duration.ofMillis(100);

    /** By the limits of life history's calls lie twice as far apart. */
    private static final Duration SOON = Duration.ofMillis(300);

    private final Deque<Instant> moments = new ArrayDeque<>();
    private Instant grantedAt = Instant.EPOCH;
    private int more;

    /** How many to ask for beyond those that somebody waits for. */
    int more() {
        return moments.isEmpty() ? more : 0;
    }

    /**
     * Takes the answer to a question.
     *
     * @param shared how many somebody waits for, who have the first ones
     */
    void keep(Permits permits, int shared, Instant now) {
        permits.after().stream().skip(shared).map(now::plus).forEach(moments::add);
        boolean isAllForNow = permits.pause().isZero()
                && permits.code() == null
                && permits.after().getLast().compareTo(NOW) <= 0;
        more = isAllForNow && now.isBefore(grantedAt.plus(SOON)) ? Math.clamp(2L * more, 1, MOST) : 0;
        grantedAt = isAllForNow ? now : Instant.EPOCH;
    }

    /** The moment of the next one; null where there is none that can still be used. */
    @Nullable Instant take(Instant now) {
        Instant next = moments.poll();
        while (next != null && !now.isBefore(next.plus(PermitQueue.LATE))) {
            // Who leaves some unused does not need them.
            more = 0;
            next = moments.poll();
        }
        return next;
    }
}
