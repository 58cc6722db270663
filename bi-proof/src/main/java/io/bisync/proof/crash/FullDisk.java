package io.bisync.proof.crash;

import io.bisync.proof.crash.ledger.TestBed;
import io.bisync.proof.crash.ledger.Writer;
import io.bisync.proof.crash.member.Closings;
import io.bisync.proof.crash.member.MemberRun;
import io.bisync.proof.faults.FaultReport;
import io.bisync.proof.faults.FaultRow;
import io.bisync.proof.probe.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The broker's disk is full while orders are written and loaded, until somebody makes room. */
public final class FullDisk {

    private static final int MEGABYTES = 256;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration FULL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long IDS = 100;

    private FullDisk() {}

    /**
     * Adds a row; where no file system can be mounted it only says so.
     *
     * @return whether one could
     */
    public static boolean run(Path folder, long seed, FaultReport report, Consumer<String> tell) {
        try {
            var disk = SmallDisk.mount(folder.resolve("kafka"), MEGABYTES).orElse(null);
            if (disk == null) {
                tell.accept("broker K06: this user may mount no file system, so the broker's disk is not filled");
                return false;
            }
            try (disk;
                    var testBed = TestBed.open(folder);
                    var stage = new Stage(testBed, Membership.of(0), 0)) {
                report.add(fill(disk, stage, new Random(seed), tell));
            }
            return true;
        } catch (IOException unusable) {
            throw new IllegalStateException("The disk of the broker cannot be filled", unusable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while the disk was full", stopped);
        }
    }

    private static FaultRow fill(SmallDisk disk, Stage stage, Random dice, Consumer<String> tell) throws IOException {
        var member = MemberRun.start(stage.settings, stage.testBed.admin, () -> {}, new Closings()::add);
        try {
            stage.writer.write(0, Writer.Poison.ANY, dice);
            await("all is committed before", stage);
            disk.fill();
            // Its producer has the records until there is room: what it never hears of is not acknowledged.
            var writing = CompletableFuture.runAsync(
                    () -> stage.writer.write(0, Writer.Poison.ANY, dice), Thread.ofVirtual()::start);
            var struck = !Patience.await(writing::isDone, LOOK, FULL);
            tell.accept("broker K06: the disk is full, the broker %s"
                    .formatted(stage.testBed.kafka.isAlive() ? "runs" : "has ended by itself"));
            disk.free();
            var room = System.nanoTime();
            stage.testBed.kafka.restart();
            writing.join();
            await("all is committed after", stage);
            var recovery = Duration.ofNanos(System.nanoTime() - room);
            stage.writer.write(0, Writer.Poison.ANY, dice);
            await("all is committed in the end", stage);
            var findings = stage.check(0, IDS);
            findings.words().forEach(tell);
            return new FaultRow(
                    "broker",
                    "K06 disk full",
                    1,
                    struck ? 1 : 0,
                    findings.lost(),
                    findings.doubled(),
                    findings.outOfOrder(),
                    List.of(recovery));
        } finally {
            member.close();
        }
    }

    private static void await(String what, Stage stage) {
        if (!Patience.await(stage::isDrained, LOOK, LIMIT)) {
            throw new IllegalStateException("Not within %s: %s".formatted(LIMIT, what));
        }
    }
}
