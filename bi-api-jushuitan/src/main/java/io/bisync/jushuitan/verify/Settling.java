package io.bisync.jushuitan.verify;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.run.work.PageSink;
import io.bisync.run.work.SliceStoppedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;

/**
 * Waits until what the ERP had at a moment can be in StarRocks: the live pull is past it, and loading had its time. Only what
 * differs then is a difference.
 *
 * @param loading how long what was published takes to be loaded
 */
record Settling(ControlPlane controlPlane, InstantSource clock, Duration loading) {

    private static final String NOT_PAST = "BI-JST-96";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS = 60;
    private static final Duration AGAIN = Duration.ofMinutes(1);

    void await(Account account, Collection<PulledEntity> scopes, Instant asked, PageSink sink)
            throws SliceStoppedException, InterruptedException {
        for (int looks = 0; !isPast(account, scopes, asked); looks++) {
            if (looks == LOOKS) {
                throw SliceStoppedException.passing(
                        NOT_PAST,
                        "The live pull of '%s' is not past %s yet: what differs now may only be late"
                                .formatted(scopes.iterator().next().name(), asked),
                        AGAIN);
            }
            sink.await(LOOK);
        }
        sink.await(loading);
    }

    private boolean isPast(Account account, Collection<PulledEntity> scopes, Instant asked) {
        return scopes.stream()
                .allMatch(it -> controlPlane
                        .cursor(account.id(), it.cursor())
                        .map(cursor -> cursor.caughtUpAt() != null
                                && cursor.caughtUpAt().isAfter(asked))
                        .orElse(false));
    }
}
