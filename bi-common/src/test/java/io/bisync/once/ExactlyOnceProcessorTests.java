package io.bisync.once;

import static io.bisync.once.store.Stores.HEAP;
import static io.bisync.once.store.Stores.SMALL;
import static io.bisync.once.store.Stores.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.bisync.once.store.EventId;
import io.bisync.once.store.IdStore;
import io.bisync.once.store.Stores;
import io.bisync.once.store.Times;
import io.bisync.time.Backoff;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactlyOnceProcessorTests {

    private final Times times = new Times();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IdStore store = HEAP.open(Path.of(""), SMALL, times);
    private final List<String> written = new ArrayList<>();
    private final List<Duration> rests = new ArrayList<>();
    private final ExactlyOnceProcessor processor = processor(Variant.TWO_PHASE);

    private static OnceSettings retries(int most) {
        var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1));
        return new OnceSettings(Variant.TWO_PHASE, most, backoff, 1);
    }

    private ExactlyOnceProcessor processor(Variant variant) {
        var backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), new Random(1));
        return new ExactlyOnceProcessor(
                "test", store, new OnceSettings(variant, 3, backoff, 100), rests::add, new SimpleMeterRegistry());
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsWrittenOnceAndItsRepeatSkipped(Variant variant) {
        var each = processor(variant);
        assertThat(each.process(id(1), "a", written::add).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(each.process(id(1), "a", written::add).outcome()).isEqualTo(Outcome.DUPLICATE_SKIPPED);
        assertThat(written).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource
    void itIsTriedFourTimesAndThereIsNoRestAfterTheLast(Variant variant) {
        var failure = new IllegalStateException("no");
        var result = processor(variant).process(id(1), "a", it -> {
            written.add(it);
            throw failure;
        });

        assertThat(result).isEqualTo(new Result(Outcome.MAX_RETRIES_EXCEEDED, failure));
        assertThat(written).hasSize(4);
        assertThat(rests).hasSize(3);
        assertThat(processor(variant).process(id(1), "a", written::add).outcome())
                .as("it is free at once")
                .isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void oneThatSucceedsInTheEndIsASuccess() {
        assertThat(processor
                        .process(id(1), "a", it -> {
                            written.add(it);
                            if (written.size() < 4) {
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .outcome())
                .isEqualTo(Outcome.SUCCESS);
        assertThat(store.contains(id(1))).isTrue();
    }

    @Test
    void anInterruptedOneHasFailedStaysInterruptedAndIsFreeWhenItsTimeIsOver() {
        var result = processor.process(id(1), "a", _ -> {
            throw new InterruptedException("stop");
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(processor.process(id(1), "a", written::add).outcome()).isEqualTo(Outcome.IN_PROGRESS);
        times.passMillis(500);
        assertThat(processor.process(id(1), "a", written::add).outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void oneThatIsInterruptedWhileItRestsWasNotWrittenAndIsFreeAtOnce() {
        var interrupted = new ExactlyOnceProcessor(
                "test",
                store,
                retries(3),
                _ -> {
                    throw new InterruptedException("stop");
                },
                registry);
        var result = interrupted.process(id(1), "a", _ -> {
            throw new IllegalStateException("no");
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(processor.process(id(1), "a", written::add).outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void twoWhoHaveItAtOnceDoNotBothWriteIt() {
        processor.process(id(1), "a", first -> {
            assertThat(processor.process(id(1), "b", written::add).outcome()).isEqualTo(Outcome.IN_PROGRESS);
            written.add(first);
        });
        assertThat(written).containsExactly("a");
    }

    @Test
    void oneThatRestedTooLongAsksWhetherItStillHasTheEvent() {
        var slow = new ExactlyOnceProcessor(
                "slow",
                store,
                retries(3),
                _ -> {
                    times.passMillis(500);
                    processor.process(id(1), "another", written::add);
                },
                registry);
        var result = slow.process(id(1), "slow", it -> {
            if (!written.isEmpty()) {
                written.add(it);
            }
            throw new IllegalStateException("no");
        });
        assertThat(result.outcome()).isEqualTo(Outcome.DUPLICATE_SKIPPED);
        assertThat(written).containsExactly("another");
    }

    @Test
    void everyChangeOfStateIsCounted() {
        var counted = new ExactlyOnceProcessor("test", store, retries(1), rests::add, registry);
        counted.process(id(1), "a", written::add);
        counted.process(id(1), "a", written::add);
        counted.process(id(2), "b", _ -> {
            throw new IllegalStateException("no");
        });

        assertThat(states())
                .containsOnly(
                        Map.entry("normal", 3.0),
                        Map.entry("deduplicating", 3.0),
                        Map.entry("failing", 2.0),
                        Map.entry("retrying", 1.0),
                        Map.entry("committed", 1.0),
                        Map.entry("dead-letter", 1.0));
        assertThat(registry.get("bi.once.events")
                        .tag("outcome", "duplicate-skipped")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("bi.once.ids").gauge().value()).isEqualTo(2);
        assertThat(registry.get("bi.once.size").gauge().value()).isPositive();
    }

    private Map<String, Double> states() {
        return registry.get("bi.once.states").counters().stream()
                .collect(Collectors.toMap(it -> String.valueOf(it.getId().getTag("state")), it -> it.count()));
    }

    @Test
    void anEndIsLeftByNoState() {
        assertThat(State.COMMITTED.next()).isEmpty();
        assertThat(State.DEAD_LETTER.next()).isEmpty();
    }

    @Test
    void positionsAreKeptAfterAHundredConfirmedEventsAndAtTheEnd() {
        for (var offset = 0; offset < 99; offset++) {
            processor.process(id(offset), new Position("orders-0", offset), "a", written::add);
        }
        assertThat(store.positions()).isEmpty();
        processor.process(id(99), new Position("orders-0", 99), "a", written::add);
        assertThat(store.positions()).containsOnly(Map.entry("orders-0", 100L));

        processor.process(id(100), new Position("orders-1", 7), "a", written::add);
        processor.checkpoint();
        assertThat(store.positions()).containsOnly(Map.entry("orders-0", 100L), Map.entry("orders-1", 8L));
    }

    @Test
    void anEventThatIsNotDoneWithHoldsItsSource() {
        process(id(0), 0);
        processor.process(id(1), new Position("orders-0", 1), "a", _ -> {
            throw new InterruptedException("stop");
        });
        assertThat(Thread.interrupted()).isTrue();
        process(id(2), 2);
        processor.checkpoint();
        assertThat(store.positions()).containsOnly(Map.entry("orders-0", 1L));

        times.passMillis(500);
        process(id(1), 1);
        process(id(2), 2);
        processor.checkpoint();
        assertThat(store.positions()).containsOnly(Map.entry("orders-0", 3L));
    }

    private void process(EventId id, long offset) {
        processor.process(id, new Position("orders-0", offset), "a", written::add);
    }

    @Test
    void tenThousandPartitionsHaveTenThousandPositions() {
        IntStream.range(0, 10_000)
                .forEach(it -> processor.process(id(it), new Position("orders-" + it, 0), "a", written::add));
        processor.checkpoint();
        assertThat(store.positions()).hasSize(10_000).containsValue(1L);
    }

    @Test
    void nothingIsKeptWhereNothingCame() {
        processor.checkpoint();
        assertThat(store.positions()).isEmpty();
        assertThat(written).isEmpty();
    }

    @Test
    void aWrittenEventWhoseIdIsNotTakenIsASuccess() {
        var away = new ExactlyOnceProcessor("away", new StoreAway(store), retries(3), rests::add, registry);
        assertThat(away.process(id(1), "a", written::add).outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(written).containsExactly("a");
        assertThat(registry.get("bi.once.unconfirmed").counter().count()).isEqualTo(1);
    }

    @Test
    void whereTheStoreCannotBeAskedNothingIsWritten() {
        var closed = Stores.FILE.open(Stores.folder(), SMALL, times);
        closed.close();
        var none = new ExactlyOnceProcessor("none", closed, retries(3), rests::add, new SimpleMeterRegistry());
        assertThatIllegalStateException().isThrownBy(() -> none.process(id(1), "a", written::add));
        assertThat(written).isEmpty();
    }
}
