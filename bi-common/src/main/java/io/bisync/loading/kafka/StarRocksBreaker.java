package io.bisync.loading.kafka;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets no load through while StarRocks has asked for a pause or not answered several times in a row: one partition tries after a
 * while, and the others follow when it got through. Questions for labels pass, as they cost StarRocks nothing and are
 * what a load that was sent waits for.
 */
public final class StarRocksBreaker {

    private static final Logger log = LoggerFactory.getLogger(StarRocksBreaker.class);

    private static final int IN_A_ROW = 6;
    private static final Duration OPEN = Duration.ofSeconds(10);

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "starrocks",
            CircuitBreakerConfig.custom()
                    .slidingWindowType(SlidingWindowType.COUNT_BASED)
                    .slidingWindowSize(IN_A_ROW)
                    .minimumNumberOfCalls(IN_A_ROW)
                    .failureRateThreshold(100)
                    .recordResult(it -> it instanceof LoadOutcome.NotNow || it instanceof LoadOutcome.Undecided)
                    .waitDurationInOpenState(OPEN)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build());

    StarRocksBreaker() {
        breaker.getEventPublisher()
                .onStateTransition(it -> log.warn(
                        "StarRocks breaker: {} after {}",
                        it.getStateTransition().getToState(),
                        it.getStateTransition().getFromState()));
    }

    /** The same StarRocks, left alone while the breaker is open. */
    StreamLoad around(StreamLoad streamLoad) {
        return new Guarded(streamLoad, breaker);
    }

    /** CLOSED while loads pass, OPEN while none is sent, HALF_OPEN while one is tried. */
    public CircuitBreaker.State state() {
        return breaker.getState();
    }

    private record Guarded(StreamLoad streamLoad, CircuitBreaker breaker) implements StreamLoad {

        @Override
        public LoadOutcome load(LoadRequest request) {
            try {
                return breaker.executeSupplier(() -> streamLoad.load(request));
            } catch (CallNotPermittedException open) {
                return new LoadOutcome.NotNow(
                        request.label(), "the breaker is open, as the last %d loads got no way".formatted(IN_A_ROW));
            }
        }

        @Override
        public LabelState state(LoadLabel label) {
            return streamLoad.state(label);
        }

        @Override
        public void cancel(String table, LoadLabel label) {
            streamLoad.cancel(table, label);
        }
    }
}
