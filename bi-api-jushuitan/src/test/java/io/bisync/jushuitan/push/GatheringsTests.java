package io.bisync.jushuitan.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.jushuitan.push.Gatherings.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A flood of hints costs few calls. */
class GatheringsTests {

    private static final Place ORDERS = new Place("7", "order", "so_id", 20);
    private static final Duration LONG = Duration.ofMillis(500);

    private final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());
    private final Gatherings gatherings = new Gatherings(LONG, (_, ids) -> calls.add(ids));

    @Test
    void aThousandHintsOfOneThingAreOneCall() throws Exception {
        all(1_000, _ -> "38852");

        // More only where the machine stood still for as long as the first one waits.
        assertThat(calls.size()).isLessThanOrEqualTo(3);
        assertThat(calls).allMatch(it -> it.equals(List.of("38852")));
    }

    @Test
    void aThousandHintsOfDifferentThingsAreAsManyCallsAsTheirPagesTakeAtMost() throws Exception {
        all(1_000, it -> "S-" + it);

        assertThat(calls.size()).isBetween(50, 55);
        assertThat(calls).allMatch(it -> it.size() <= 20);
        assertThat(calls.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1_000).mapToObj(it -> "S-" + it).toList());
    }

    @Test
    void anAccountHasOneCallAtATime() throws Exception {
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        var places = new Gatherings(Duration.ZERO, (_, _) -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            atOnce.decrementAndGet();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 500; i++) {
                var place = new Place("7", "entity" + i % 5, "id", 3);
                var id = String.valueOf(i);
                var _ = threads.submit(() -> {
                    places.read(place, id);
                    return id;
                });
            }
        }
        assertThat(most.get()).isEqualTo(1);
        assertThat(places.waiting("7")).isZero();
    }

    @Test
    void whoWaitedForACallThatFailedFailsAsItDidAndTheNextIsMadeAnew() {
        var attempts = new AtomicInteger();
        var failing = new Gatherings(LONG, (_, _) -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IOException("away");
            }
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = IntStream.range(0, 2)
                    .mapToObj(it -> threads.submit(() -> {
                        failing.read(new Place("7", "order", "o_id", 2), "o" + it);
                        return it;
                    }))
                    .toList();
            for (var one : both) {
                assertThatThrownBy(one::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCause(new IOException("away"));
            }
            assertThat(threads.submit(() -> {
                        failing.read(ORDERS, "again");
                        return true;
                    }))
                    .succeedsWithin(Duration.ofSeconds(30));
        }
    }

    private void all(int hints, IntFunction<String> id) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> read = new ArrayList<>();
            for (var i = 0; i < hints; i++) {
                var one = id.apply(i);
                read.add(threads.submit(() -> {
                    gatherings.read(ORDERS, one);
                    return null;
                }));
            }
            for (var one : read) {
                one.get();
            }
        }
    }
}
