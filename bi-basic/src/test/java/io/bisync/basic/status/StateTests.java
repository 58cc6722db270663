package io.bisync.basic.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.StatusReport.Place;
import io.bisync.basic.status.State.Facts;
import io.bisync.basic.status.State.Obstacle;
import io.bisync.basic.status.State.Paused;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateTests {

    private static final Instant EARLIER = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant LATER = EARLIER.plusSeconds(60);

    @Test
    void whatIsReadAndLoadedRuns() {
        assertThat(state(null, null)).isEqualTo(new State(State.Name.RUNNING, null, null, null, null, null));
    }

    @Test
    void whoPausedItAndWhyCountsMoreThanAnyProblem() {
        var paused = new Paused("ann", "stocktaking", EARLIER);

        assertThat(State.of(new Facts(paused, true, at(Place.REFUSED, EARLIER), false, null, false, null)))
                .isEqualTo(new State(State.Name.PAUSED, null, null, EARLIER, "ann", "stocktaking"));
    }

    @Test
    void whatOnlyAPersonCanCureIsNamedBeforeWhatStalls() {
        assertThat(state(at(Place.AUTHORISATION, LATER), at(Place.STARROCKS, EARLIER)))
                .isEqualTo(new State(State.Name.WAITING_FOR_AUTHORISATION, null, "AUTHORISATION", LATER, null, null));
        assertThat(state(at(Place.REFUSED, LATER), at(Place.STARROCKS, EARLIER)))
                .isEqualTo(new State(State.Name.REFUSED, null, "REFUSED", LATER, null, null));
    }

    @Test
    void whatRunsOnATokenThatEndsSoonWaitsForTheMerchantAndWhatStallsStalls() {
        assertThat(State.of(new Facts(null, true, null, true, null, true, EARLIER)))
                .isEqualTo(new State(State.Name.WAITING_FOR_AUTHORISATION, null, "BI-BASIC-34", EARLIER, null, null));
        assertThat(State.of(new Facts(null, true, at(Place.ERP, EARLIER), true, null, true, EARLIER)))
                .isEqualTo(stalled(Place.ERP));
    }

    @Test
    void ofSeveralStallsTheOldestIsNamed() {
        assertThat(state(at(Place.ERP, LATER), at(Place.STARROCKS, EARLIER))).isEqualTo(stalled(Place.STARROCKS));
        assertThat(state(at(Place.KAFKA, EARLIER), at(Place.STARROCKS, LATER))).isEqualTo(stalled(Place.KAFKA));
    }

    @Test
    void aPulledAccountThatNobodyPullsIsStalled() {
        assertThat(State.of(new Facts(null, true, null, false, null, true, null))
                        .code())
                .isEqualTo("BI-STATUS-01");
        assertThat(State.of(new Facts(null, false, null, false, null, true, null))
                        .name())
                .isEqualTo(State.Name.RUNNING);
    }

    @Test
    void anEntityOfWhichNotAllPartitionsAreHeldIsStalled() {
        assertThat(State.of(new Facts(null, true, null, true, null, false, null))
                        .code())
                .isEqualTo("BI-STATUS-02");
    }

    private static State state(@Nullable Obstacle pull, @Nullable Obstacle loading) {
        return State.of(new Facts(null, true, pull, true, loading, true, null));
    }

    private static Obstacle at(Place place, Instant since) {
        return new Obstacle(place, place.name(), since);
    }

    private static State stalled(Place place) {
        return new State(State.Name.STALLED, place, place.name(), EARLIER, null, null);
    }
}
