package io.bisync.once.store;

import static io.bisync.once.store.Stores.FILE;
import static io.bisync.once.store.Stores.SMALL;
import static io.bisync.once.store.Stores.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.once.store.Reservation.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a process finds in the file that the one before it left, however it ended: nothing is written at the end. */
@ExtendWith(OutputCaptureExtension.class)
class StoreFileTests {

    private final Times times = new Times();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatWasConfirmedIsKnownAndWhatWasReservedIsDecidedByItsTime() {
        try (var store = open()) {
            store.confirm(id(1));
            store.reserve(id(2), IdStore.NONE);
            store.checkpoint(Map.of("orders-0", 5L));
            store.checkpoint(Map.of("orders-0", 6L, "orders-1", 1L));
        }
        times.passMillis(100);
        try (var store = open()) {
            assertThat(store.contains(id(1))).isTrue();
            assertThat(store.reserve(id(2), IdStore.NONE)).isEqualTo(Reservation.IN_PROGRESS);
            assertThat(store.positions()).containsOnly(Map.entry("orders-0", 6L), Map.entry("orders-1", 1L));
            times.passMillis(400);
            assertThat(store.reserve(id(2), IdStore.NONE).answer()).isEqualTo(Answer.RESERVED);
        }
    }

    @Test
    void theFileSaysWhoItIsAndSinceWhenItIsWhole() {
        var began = times.wall.instant();
        var identity = identity();
        times.pass(Duration.ofSeconds(3));

        assertThat(identity()).isEqualTo(identity);
        try (var store = open()) {
            assertThat(store.wholeSince()).isEqualTo(began);
        }
    }

    @Test
    void whatLeftTheWindowWhileNobodyRanIsForgotten() {
        try (var store = open()) {
            store.confirm(id(1));
        }
        times.pass(Duration.ofSeconds(5));
        try (var store = open()) {
            assertThat(store.contains(id(1))).isFalse();
            assertThat(store.ids()).isZero();
        }
    }

    @Test
    void aWallClockThatWentBackBetweenTwoStartsKeepsNothingForEver() {
        try (var store = open()) {
            times.pass(Duration.ofSeconds(1));
            store.confirm(id(1));
        }
        times.jump(Duration.ofDays(-365));
        try (var store = open()) {
            assertThat(store.contains(id(1))).isTrue();
            times.pass(Duration.ofSeconds(5));
            assertThat(store.contains(id(1))).isFalse();
        }
    }

    @Test
    void aSmallerWindowCountsFromTheNextStart() {
        try (var store = open()) {
            store.confirm(id(1));
        }
        times.pass(Duration.ofMillis(1_100));
        try (var store =
                FILE.open(folder, new StoreSettings(Duration.ofMillis(80), SMALL.reservation(), 1000), times)) {
            assertThat(store.contains(id(1))).isFalse();
        }
    }

    @Test
    void twoProcessesDoNotShareOne() {
        try (var _ = open()) {
            assertThatExceptionOfType(UnusableStoreException.class)
                    .isThrownBy(this::open)
                    .withMessageStartingWith("BI-ONCE-04");
        }
        open().close();
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        folder = folder.resolve("nowhere");
        assertThatExceptionOfType(UnusableStoreException.class)
                .isThrownBy(this::open)
                .withMessageStartingWith("BI-ONCE-05")
                .satisfies(it -> assertThat(it.action()).contains("bi.once.file"));
    }

    @Test
    void aFileOfAnotherCapacityIsThrownAwayAndSaid(CapturedOutput output) {
        try (var store = open()) {
            store.confirm(id(1));
            store.checkpoint(Map.of("orders-0", 5L));
        }
        try (var store = FILE.open(folder, new StoreSettings(SMALL.window(), SMALL.reservation(), 2000), times)) {
            assertThat(store.contains(id(1))).isFalse();
            assertThat(store.positions()).isEmpty();
        }
        assertThat(output).contains("BI-ONCE-02");
    }

    @Test
    void aFileThatIsSomethingElseIsThrownAwayAndSaid(CapturedOutput output) throws IOException {
        Files.writeString(folder.resolve("ids"), "not ids");
        open().close();
        assertThat(output).contains("BI-ONCE-02");
    }

    /** As a machine's crash leaves it: any bytes anywhere. Nobody becomes known by that, and the store works on. */
    @Test
    void damagedIdsAreThrownAwayAndSaid(CapturedOutput output) throws IOException {
        try (var store = open()) {
            LongStream.range(0, 900).forEach(number -> store.confirm(id(number)));
        }
        overwrite(folder.resolve("ids"), 4096, 300);

        try (var store = open()) {
            assertThat(LongStream.range(0, 900).filter(number -> store.contains(id(number))))
                    .hasSizeBetween(500, 899);
            assertThat(LongStream.range(1_000, 9_000)).noneMatch(number -> store.contains(id(number)));
            assertThat(store.wholeSince()).isAfterOrEqualTo(times.wall.instant());
            LongStream.range(0, 900).forEach(number -> store.confirm(id(number)));
            assertThat(LongStream.range(0, 900)).allMatch(number -> store.contains(id(number)));
        }
        assertThat(output).contains("BI-ONCE-03");
    }

    @Test
    void positionsThatWereHalfWrittenEndAtTheCheckpointBefore(CapturedOutput output) throws IOException {
        try (var store = open()) {
            store.checkpoint(Map.of("orders-0", 5L));
            store.checkpoint(Map.of("orders-0", 6L));
        }
        var file = folder.resolve("ids.positions");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 3);
        }
        try (var store = open()) {
            assertThat(store.positions()).containsOnly(Map.entry("orders-0", 5L));
            store.checkpoint(Map.of("orders-0", 7L));
        }
        assertThat(output).contains("BI-ONCE-06");
        try (var store = open()) {
            assertThat(store.positions()).containsOnly(Map.entry("orders-0", 7L));
        }
    }

    @Test
    void positionsDoNotGrowForEver() throws IOException {
        try (var store = open()) {
            for (var i = 0; i < 60_000; i++) {
                store.checkpoint(Map.of("orders-" + i % 10, (long) i));
            }
        }
        assertThat(Files.size(folder.resolve("ids.positions"))).isLessThan(1_100_000);
        try (var store = open()) {
            assertThat(store.positions()).hasSize(10).containsEntry("orders-9", 59_999L);
        }
    }

    private IdStore open() {
        return FILE.open(folder, SMALL, times);
    }

    private String identity() {
        try (var store = open()) {
            return String.valueOf(store.identity());
        }
    }

    private static void overwrite(Path file, int from, int times) throws IOException {
        var random = new Random(1);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var size = channel.size() - from;
            for (var i = 0; i < times; i++) {
                channel.write(ByteBuffer.wrap(new byte[] {(byte) random.nextInt()}), from + random.nextLong(size));
            }
        }
    }
}
