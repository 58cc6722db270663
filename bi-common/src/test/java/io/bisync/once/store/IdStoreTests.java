package io.bisync.once.store;

import static io.bisync.once.store.Stores.SMALL;
import static io.bisync.once.store.Stores.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.bisync.once.store.Reservation.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store does. */
class IdStoreTests {

    private final Times times = new Times();

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void anEmptyStoreKnowsNothingAndHasNoPositions(Stores kind) {
        try (var store = kind.open(folder, SMALL, times)) {
            assertThat(store.contains(id(1))).isFalse();
            assertThat(store.ids()).isZero();
            assertThat(store.positions()).isEmpty();
            assertThat(store.wholeSince()).isEqualTo(times.wall.instant());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsConfirmedIsKnownForTheWindowAndForgottenAQuarterLater(Stores kind) {
        try (var store = kind.open(folder, SMALL, times)) {
            store.confirm(id(1));
            times.passMillis(3_999);
            assertThat(store.contains(id(1))).isTrue();
            assertThat(store.reserve(id(1), IdStore.NONE)).isEqualTo(Reservation.KNOWN);

            times.passMillis(1_001);
            assertThat(store.contains(id(1))).isFalse();
            assertThat(store.reserve(id(1), IdStore.NONE).answer()).isEqualTo(Answer.RESERVED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneReservesAndTheOthersHearSoUntilItsTimeIsOver(Stores kind) {
        try (var store = kind.open(folder, SMALL, times)) {
            var first = store.reserve(id(1), IdStore.NONE);
            assertThat(first.answer()).isEqualTo(Answer.RESERVED);
            times.passMillis(499);
            assertThat(store.reserve(id(1), IdStore.NONE)).isEqualTo(Reservation.IN_PROGRESS);
            assertThat(store.contains(id(1))).isFalse();

            times.passMillis(1);
            var second = store.reserve(id(1), IdStore.NONE);
            assertThat(second.answer()).isEqualTo(Answer.RESERVED);
            assertThat(store.reserve(id(1), first.token()))
                    .as("the first has lost it")
                    .isEqualTo(Reservation.IN_PROGRESS);
            store.release(id(1), first.token());
            assertThat(store.reserve(id(1), IdStore.NONE))
                    .as("the first cannot give back what the second has")
                    .isEqualTo(Reservation.IN_PROGRESS);

            store.confirm(id(1));
            assertThat(store.contains(id(1))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReservationIsMadeToCountAnewByWhoeverHasIt(Stores kind) {
        try (var store = kind.open(folder, SMALL, times)) {
            var first = store.reserve(id(1), IdStore.NONE);
            times.passMillis(400);
            var again = store.reserve(id(1), first.token());
            assertThat(again.answer()).isEqualTo(Answer.RESERVED);
            times.passMillis(400);
            assertThat(store.reserve(id(1), IdStore.NONE)).isEqualTo(Reservation.IN_PROGRESS);

            store.release(id(1), again.token());
            assertThat(store.reserve(id(1), IdStore.NONE).answer()).isEqualTo(Answer.RESERVED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReservedInOneSliceAndConfirmedInTheNextIsKnownForAWholeWindowFromThen(Stores kind) {
        try (var store = kind.open(folder, SMALL, times)) {
            store.confirm(id(0));
            times.passMillis(990);
            store.reserve(id(1), IdStore.NONE);
            times.passMillis(490);
            store.confirm(id(1));
            times.passMillis(3_999);
            assertThat(store.contains(id(1))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWallClockThatIsSetForgetsNothingAndKeepsNothingForEver(Stores kind) {
        try (var store = kind.open(folder, SMALL, times)) {
            store.confirm(id(1));
            store.reserve(id(2), IdStore.NONE);
            times.jump(Duration.ofDays(3650));
            assertThat(store.contains(id(1))).isTrue();
            assertThat(store.reserve(id(2), IdStore.NONE)).isEqualTo(Reservation.IN_PROGRESS);

            times.jump(Duration.ofDays(-7300));
            times.passMillis(500);
            assertThat(store.reserve(id(2), IdStore.NONE).answer()).isEqualTo(Answer.RESERVED);
            times.passMillis(4_500);
            assertThat(store.contains(id(1))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWindowMayHoldAsMuchAsTheCapacitySays(Stores kind) {
        try (var store = kind.open(folder, SMALL, times)) {
            // In three quarters slowly, in the last one the rest: what time alone ends is never full.
            for (long number = 0; number < 1_000; number++) {
                store.confirm(id(number));
                times.passMillis(number < 300 ? 10 : 1);
            }
            assertThat(LongStream.range(0, 1_000)).allMatch(number -> store.contains(id(number)));
            assertThat(store.forgotten()).isZero();
            assertThat(store.wholeSince()).isBefore(times.wall.instant().minusSeconds(3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void beyondItsCapacityTheOldestAreForgottenAndTheNewestKnown(Stores kind) {
        try (var store = kind.open(folder, SMALL, times)) {
            var before = store.wholeSince();
            for (long number = 0; number < 5_000; number++) {
                store.confirm(id(number));
            }
            times.passMillis(1);
            assertThat(LongStream.range(4_000, 5_000)).allMatch(number -> store.contains(id(number)));
            assertThat(LongStream.range(0, 3_000)).noneMatch(number -> store.contains(id(number)));
            assertThat(store.forgotten()).isBetween(3_000L, 4_000L);
            assertThat(store.wholeSince()).isAfterOrEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void positionsOfTenThousandPartitionsAreKept(Stores kind) {
        try (var store = kind.open(folder, SMALL, times)) {
            IntStream.range(0, 10_000).forEach(it -> store.checkpoint(Map.of("orders-" + it, (long) it)));
            store.checkpoint(Map.of("orders-7", 77L));

            assertThat(store.positions()).hasSize(10_000).containsEntry("orders-7", 77L);
        }
    }

    /** A processor closes its store, and so does whoever made it. */
    @ParameterizedTest
    @EnumSource
    void aStoreMayBeClosedTwice(Stores kind) {
        var store = kind.open(folder, SMALL, times);
        store.confirm(id(1));
        store.close();
        assertThatCode(store::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void ofManyThreadsOneReservesEachId(Stores kind) throws InterruptedException {
        var many = new StoreSettings(SMALL.window(), SMALL.reservation(), 20_000);
        try (var store = kind.open(folder, many, times)) {
            var reserved = new AtomicInteger();
            var threads = IntStream.range(0, 4)
                    .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                        for (long number = 0; number < 10_000; number++) {
                            if (store.reserve(id(number), IdStore.NONE).answer() == Answer.RESERVED) {
                                reserved.incrementAndGet();
                                store.confirm(id(number));
                            }
                        }
                    }))
                    .toList();
            for (var thread : threads) {
                thread.join();
            }
            assertThat(reserved).hasValue(10_000);
            // One that is confirmed in the next generation is in both.
            assertThat(store.ids()).isBetween(10_000L, 10_100L);
        }
    }
}
