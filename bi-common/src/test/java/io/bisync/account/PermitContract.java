package io.bisync.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of the contract about calls: the ERP's limits hold, live goes first, and history keeps a floor. */
abstract class PermitContract extends SnapshotContract {

    private static final Duration STEP = Duration.ofMillis(1_100);

    @Test
    void noSecondAndNoMinuteHasMoreCallsThanItMayAndNearlyAllAreGiven() {
        var account = addAccount(AppKind.OWN);
        var calls = new ArrayList<Instant>();
        for (int i = 0; i < 110; i++) {
            calls.addAll(ask(account, Priority.LIVE, 3));
            clock().advance(STEP);
        }

        calls.sort(Instant::compareTo);
        for (int i = 0; i + 4 < calls.size(); i++) {
            assertThat(Duration.between(calls.get(i), calls.get(i + 4))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
        for (int i = 0; i + 90 < calls.size(); i++) {
            assertThat(Duration.between(calls.get(i), calls.get(i + 90))).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
        }
        assertThat(calls.size()).isBetween(2 * 90 - 9, 3 * 90);
    }

    @Test
    void historyTakesWhatLiveLeavesAndItsFloorWhereLiveLeavesNothing() {
        var account = addAccount(AppKind.OWN);
        int alone = 0;
        for (int i = 0; i < 110; i++) {
            alone += ask(account, Priority.HISTORY, 4).size();
            clock().advance(STEP);
        }
        assertThat(alone).isBetween(2 * 90 - 9, 2 * 90 + 10);

        int history = 0;
        int live = 0;
        for (int i = 0; i < 110; i++) {
            int granted = ask(account, Priority.LIVE, 4).size();
            int past = ask(account, Priority.HISTORY, 4).size();
            if (i >= 55) {
                live += granted;
                history += past;
            }
            clock().advance(STEP);
        }
        assertThat(history).isBetween(9 - 2, 9 + 6);
        assertThat(live).isGreaterThan(70);
    }

    @Test
    void nobodyGetsPermitsWhileTheErpThrottles() {
        var account = addAccount(AppKind.OWN);
        controlPlane().throttled(account, Duration.ofSeconds(20));
        controlPlane().throttled(account, Duration.ofSeconds(5));

        var permits = controlPlane()
                .permits("jushuitan", List.of(new PermitRequest(account, Priority.LIVE, 1)))
                .getFirst();
        assertThat(permits.after()).isEmpty();
        assertThat(permits.pause()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(20));
        clock().advance(Duration.ofSeconds(21));
        assertThat(ask(account, Priority.LIVE, 1)).hasSize(1);
        assertThat(ask(addAccount(AppKind.OWN), Priority.LIVE, 1)).hasSize(1);
    }

    @Test
    void oneRequestAsksForManyAccountsAndOneThatIsRefusedIsNobodyElsesFault() {
        var one = addAccount(AppKind.OWN);
        var answers = controlPlane()
                .permits(
                        "jushuitan",
                        List.of(
                                new PermitRequest("999999", Priority.LIVE, 1),
                                new PermitRequest(one, Priority.HISTORY, 1),
                                new PermitRequest(one, Priority.LIVE, 2)));

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).code()).isEqualTo("BI-BASIC-01");
        assertThat(answers.get(1).after()).hasSize(1);
        assertThat(answers.get(2).after()).hasSize(2);
    }

    private List<Instant> ask(String account, Priority priority, int wanted) {
        var now = clock().instant();
        return controlPlane()
                .permits("jushuitan", List.of(new PermitRequest(account, priority, wanted)))
                .getFirst()
                .after()
                .stream()
                .map(now::plus)
                .toList();
    }
}
