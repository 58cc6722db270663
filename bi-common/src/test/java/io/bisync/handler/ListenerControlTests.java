package io.bisync.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bisync.handler.ListenerControl.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.util.backoff.BackOffExecution;

class ListenerControlTests {

    private final AtomicInteger workers = new AtomicInteger(16);
    private final ListenerControl control = new ListenerControl(
                    "parcels",
                    new HandlerSettings(
                            3,
                            Duration.ofMillis(100),
                            Duration.ofMillis(250),
                            Delivery.AT_LEAST_ONCE,
                            Duration.ofSeconds(1)))
            .with(Limit.WORKERS, workers::get, workers::set);

    @Test
    void whatIsChangedWhileAListenerRunsHoldsForTheRecordsThatFailFromThenOn() {
        assertThat(waits()).hasSize(2);

        control.set(Limit.ATTEMPTS, 5);
        control.set(Limit.WORKERS, 3);

        assertThat(waits()).hasSize(4);
        assertThat(workers).hasValue(3);
        assertThat(control.limits()).isEqualTo(Map.of(Limit.ATTEMPTS, 5, Limit.WORKERS, 3));
    }

    @Test
    void waitsGrowByChanceWithinHalfOfTheirLengthAndNeverPastTheLongest() {
        for (var i = 0; i < 100; i++) {
            assertThat(waits().getFirst()).isBetween(50L, 150L);
            assertThat(waits().getLast()).isBetween(100L, 250L);
        }
    }

    @Test
    void aNumberThatAListenerHasNotOrMayNotHaveIsRefusedAndSaysWhichItHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.set(Limit.CONCURRENCY, 2))
                .withMessage("Listener parcels has no CONCURRENCY; it has [ATTEMPTS, WORKERS]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.set(Limit.ATTEMPTS, 0))
                .withMessage("ATTEMPTS of listener parcels lies between 1 and 1000, not 0");
    }

    private List<Long> waits() {
        var waits = new ArrayList<Long>();
        var execution = control.waits().start();
        for (var wait = execution.nextBackOff(); wait != BackOffExecution.STOP; wait = execution.nextBackOff()) {
            waits.add(wait);
        }
        return waits;
    }
}
