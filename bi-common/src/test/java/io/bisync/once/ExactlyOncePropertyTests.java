package io.bisync.once;

import static io.bisync.once.store.Stores.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.once.store.IdStore;
import io.bisync.once.store.StoreSettings;
import io.bisync.once.store.Stores;
import io.bisync.once.store.Times;
import io.bisync.time.Backoff;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Events come once and again, also while others are being written; writing fails, processes die before, in and after it and
 * find their file again, wall clocks are set, windows pass. A play runs on one thread, so a seed names it.
 */
class ExactlyOncePropertyTests {

    private static final int WINDOW = 4_000;
    private static final int TIMEOUT = 500;
    private static final int EVENTS = 25;
    private static final String AT_REST = "at rest";

    @Property(tries = 150)
    void inTwoPhasesNothingNewIsLostAndNothingIsWrittenTwiceInItsTime(@ForAll long seed) {
        play(seed, Variant.TWO_PHASE, 1_000).end();
    }

    @Property(tries = 50)
    void idempotentlyNothingNewIsLost(@ForAll long seed) {
        play(seed, Variant.IDEMPOTENT_ONLY, 1_000).end();
    }

    @Property(tries = 50)
    void withLittleRoomNothingNewIsLost(@ForAll long seed) {
        play(seed, Variant.IDEMPOTENT_ONLY, 3).end();
    }

    private static Play play(long seed, Variant variant, int capacity) {
        var random = new Random(seed);
        var kinds = List.copyOf(EnumSet.allOf(Stores.class));
        var kind = kinds.get(random.nextInt(kinds.size()));
        var play = new Play(random, kind, variant, capacity);
        for (var step = 0; step < 300; step++) {
            play.step();
        }
        return play;
    }

    /** The process is gone, wherever it was. */
    private static final class Death extends Error {

        private static final long serialVersionUID = 1;

        Death() {
            super("dead", null, false, false);
        }
    }

    /** One try to write an event. */
    private static final class Try {

        private final long reservedAt;
        private boolean isReleased;

        /** The wall clock was set between two starts: the store may think it older or younger than it is. */
        private boolean isOfUnknownAge;

        private @Nullable Long writtenAt;
        private @Nullable Long confirmedAt;

        Try(long reservedAt) {
            this.reservedAt = reservedAt;
        }

        @Override
        public String toString() {
            return "reserved %d, written %s, confirmed %s%s%s"
                    .formatted(
                            reservedAt,
                            writtenAt,
                            confirmedAt,
                            isReleased ? ", released" : "",
                            isOfUnknownAge ? ", of unknown age" : "");
        }
    }

    private static final class Play {

        private final Random random;
        private final Stores kind;
        private final Variant variant;
        private final StoreSettings settings;
        private final Times times = new Times();
        private final Path folder = Stores.folder();
        private final Map<Long, List<Try>> tries = new HashMap<>();
        private final Map<String, Long> offsets = new HashMap<>();
        private IdStore store;
        private ExactlyOnceProcessor processor;
        private long set;
        private boolean isBehind;

        Play(Random random, Stores kind, Variant variant, int capacity) {
            this.random = random;
            this.kind = kind;
            this.variant = variant;
            this.settings = new StoreSettings(Duration.ofMillis(WINDOW), Duration.ofMillis(TIMEOUT), capacity);
            this.store = kind.open(folder, settings, times);
            this.processor = processor();
        }

        private ExactlyOnceProcessor processor() {
            var backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(300), new Random(1));
            return new ExactlyOnceProcessor(
                    "play", store, new OnceSettings(variant, 2, backoff, 5), this::rest, new SimpleMeterRegistry());
        }

        private void rest(Duration wait) throws InterruptedException {
            times.pass(wait);
            if (random.nextInt(3) == 0) {
                come(1);
            }
            if (random.nextInt(20) == 0) {
                throw new InterruptedException(AT_REST);
            }
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0, 1 -> times.passMillis(random.nextInt(TIMEOUT));
                case 2 -> set(random.nextInt(20 * WINDOW) - 10L * WINDOW);
                case 3 -> times.passMillis(random.nextInt(10) == 0 ? 2 * WINDOW : 100);
                default -> {
                    try {
                        come(0);
                    } catch (Death death) {
                        restart();
                    }
                }
            }
        }

        private void set(long by) {
            times.jump(Duration.ofMillis(by));
            set += by;
        }

        /** In a process that starts anew, memory is empty and a file is as it was. */
        private void restart() {
            store.close();
            if (kind != Stores.FILE) {
                tries.clear();
            }
            if (random.nextBoolean()) {
                set(-set);
            }
            isBehind |= set < 0;
            if (set != 0 || isBehind) {
                tries.values().forEach(all -> all.forEach(it -> it.isOfUnknownAge = true));
                set = 0;
            }
            times.passMillis(random.nextInt(TIMEOUT));
            store = kind.open(folder, settings, times);
            processor = processor();
        }

        private void come(int depth) {
            long number = random.nextInt(EVENTS);
            var source = "orders-" + number % 3;
            var position = new Position(source, offsets.merge(source, 1L, Long::sum));
            var before = times.millis();
            var known = tries.getOrDefault(number, List.of());
            var isKnown = known.stream()
                    .anyMatch(it -> it.confirmedAt != null && !it.isOfUnknownAge && before - it.confirmedAt < WINDOW);
            var mine = new ArrayList<Try>();

            var result = processor.process(id(number), position, number, _ -> write(number, mine, depth));

            assertThat(Thread.interrupted()).isEqualTo(result.outcome() == Outcome.FAILED);
            switch (result.outcome()) {
                case SUCCESS -> {
                    mine.getLast().confirmedAt = times.millis();
                    assertThat(mine.getLast().writtenAt).isNotNull();
                    assertThat(isKnown && settings.capacity() > EVENTS)
                            .as("a repeat within the window is no success")
                            .isFalse();
                }
                case DUPLICATE_SKIPPED ->
                    assertThat(tries.getOrDefault(number, List.of()))
                            .as("%s at %d: what is skipped was written within a window and a quarter", kind, before)
                            .anyMatch(it -> it.confirmedAt != null
                                    && (it.isOfUnknownAge || before - it.confirmedAt <= WINDOW + WINDOW / 4));
                case IN_PROGRESS ->
                    assertThat(tries.getOrDefault(number, List.of()))
                            .as("%s at %d: who is in progress has time left", kind, before)
                            .anyMatch(it -> it.confirmedAt == null
                                    && !it.isReleased
                                    && (it.isOfUnknownAge || times.millis() - it.reservedAt < TIMEOUT));
                case MAX_RETRIES_EXCEEDED -> mine.forEach(it -> it.isReleased = true);
                case FAILED -> {
                    if (AT_REST.equals(Objects.requireNonNull(result.cause()).getMessage())) {
                        mine.forEach(it -> it.isReleased = true);
                    }
                }
            }
        }

        private void write(long number, List<Try> mine, int depth) throws InterruptedException {
            var now = times.millis();
            var others = tries.computeIfAbsent(number, _ -> new ArrayList<>());
            var one = new Try(now);
            // A further try of the same process makes its reservation count anew.
            mine.forEach(it -> it.isReleased = true);
            if (variant == Variant.TWO_PHASE) {
                others.stream()
                        .filter(it -> !it.isReleased && !it.isOfUnknownAge && it.confirmedAt == null)
                        .forEach(other -> assertThat(now - other.reservedAt)
                                .as("nobody else is at it")
                                .isGreaterThanOrEqualTo(TIMEOUT));
                others.stream()
                        .filter(it -> it.confirmedAt != null && !it.isOfUnknownAge)
                        .forEach(other -> assertThat(now - confirmed(other))
                                .as("nobody wrote it within the window")
                                .isGreaterThanOrEqualTo(WINDOW));
            }
            others.add(one);
            mine.add(one);
            if (random.nextInt(4) == 0) {
                times.passMillis(random.nextInt(2 * TIMEOUT));
            }
            if (depth < 2 && random.nextInt(2) == 0) {
                come(depth + 1);
            }
            maybeDie();
            var end = random.nextInt(10);
            if (end < 2) {
                throw new IllegalStateException("not written");
            }
            if (end == 2) {
                throw new InterruptedException("stop");
            }
            one.writtenAt = times.millis();
            maybeDie();
        }

        private static long confirmed(Try other) {
            return other.confirmedAt == null ? 0 : other.confirmedAt;
        }

        private void maybeDie() {
            if (random.nextInt(30) == 0) {
                throw new Death();
            }
        }

        /** When all windows are over nothing is known, and everything can be written. */
        void end() {
            times.passMillis(WINDOW + WINDOW / 4);
            for (long number = 0; number < EVENTS; number++) {
                assertThat(store.contains(id(number))).isFalse();
                assertThat(processor.process(id(number), number, _ -> {}).outcome())
                        .isEqualTo(Outcome.SUCCESS);
                assertThat(store.contains(id(number))).isEqualTo(true);
            }
            store.close();
            clean();
        }

        private void clean() {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            } catch (IOException undeleted) {
                throw new IllegalStateException(undeleted);
            }
        }
    }
}
