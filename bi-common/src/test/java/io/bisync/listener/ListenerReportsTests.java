package io.bisync.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.ListenerStatus;
import io.bisync.account.ListenerStatus.Kind;
import io.bisync.account.ListenerStatus.State;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerReportsTests {

    private final InMemoryControlPlane basic = new InMemoryControlPlane(InstantSource.system());
    private List<ListenerStatus> listeners = List.of(post(State.RUNNING));
    private final ListenerReports reports = new ListenerReports(basic, "your-own", () -> listeners);

    @Test
    void everythingIsToldWithEveryFifthLook() {
        looks(11);
        assertThat(told()).containsExactly(State.RUNNING, State.RUNNING, State.RUNNING);
    }

    @Test
    void whatChangesIsToldAtOnce() {
        looks(2);
        listeners = List.of(post(State.PAUSED));
        looks(2);
        assertThat(told()).containsExactly(State.RUNNING, State.PAUSED);
    }

    @Test
    void whatWasNotTakenIsToldWithTheNextLook() {
        looks(1);
        basic.takesNoReports(true);
        listeners = List.of(post(State.STOPPED));
        looks(2);
        basic.takesNoReports(false);
        looks(2);
        assertThat(told()).containsExactly(State.RUNNING, State.STOPPED);
    }

    @Test
    void aServiceWithoutListenersTellsNothing() {
        listeners = List.of();
        looks(6);
        assertThat(told()).isEmpty();
    }

    private void looks(int times) {
        for (var look = 0; look < times; look++) {
            reports.look();
        }
    }

    private List<State> told() {
        return basic.listenerReports().stream()
                .map(it -> it.all().getFirst().state())
                .toList();
    }

    private static ListenerStatus post(State state) {
        return new ListenerStatus(
                "post", Kind.HANDLER, List.of("letters"), "post", state, null, null, 1, 1, List.of(), null, 0, null, 0);
    }
}
