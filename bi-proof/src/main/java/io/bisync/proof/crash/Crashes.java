package io.bisync.proof.crash;

import io.bisync.loading.kafka.LoadingProperties.GroupProtocol;
import io.bisync.proof.crash.ledger.TestBed;
import io.bisync.proof.crash.member.MemberFactory;
import io.bisync.proof.crash.member.MemberRun;
import io.bisync.proof.crash.member.Mutation;
import io.bisync.proof.crash.member.ProcessPool;
import io.bisync.proof.faults.FaultReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The crashes: production's loading, a real broker, a strict stand-in, and a death at every step. */
public final class Crashes implements AutoCloseable {

    private static final int LANES = 9;

    private static final int PROCESS_LANES = 3;

    private final Path folder;
    private final TestBed testBed;
    private final Consumer<String> tell;
    private int lanes;

    private Crashes(Path folder, TestBed testBed, Consumer<String> tell) {
        this.folder = folder;
        this.testBed = testBed;
        this.tell = tell;
    }

    /** Starts broker and stand-in in an empty folder. */
    public static Crashes open(Path folder, Consumer<String> tell) {
        return new Crashes(folder, TestBed.open(folder), tell);
    }

    /** Many deaths of workers that are threads of this JVM, then of workers that are processes. */
    public void run(long seed, int inThisJvm, int ofProcesses, FaultReport report) {
        if (inThisJvm > 0) {
            inThisJvm(seed, inThisJvm, report);
        }
        if (ofProcesses > 0) {
            ofProcesses(seed, ofProcesses, report);
        }
    }

    Tally inThisJvm(long seed, int count, FaultReport report) {
        tell.accept("crashes: %d in this JVM, seed %d".formatted(count, seed));
        var tally = new Tally();
        try {
            lie(Mutation.NONE, Episode.inThisJvm(seed, count), tally);
        } finally {
            finish("crashes", tally, report);
        }
        return tally;
    }

    void ofProcesses(long seed, int count, FaultReport report) {
        tell.accept("processes: %d deaths, seed %d".formatted(count, seed));
        var tally = new Tally();
        try (var processPool =
                new ProcessPool(folder.resolve("workers"), testBed.kafka.bootstrapServers(), PROCESS_LANES)) {
            live(Episode.ofProcesses(seed, count), PROCESS_LANES, processPool, Mutation.NONE, tally);
        } finally {
            finish("processes", tally, report);
        }
    }

    /** What the checker finds when workers of this JVM break a rule, or none. */
    Tally lie(Mutation mutation, List<Episode> episodes) {
        var tally = new Tally();
        lie(mutation, episodes, tally);
        return tally;
    }

    private void lie(Mutation mutation, List<Episode> episodes, Tally tally) {
        live(
                episodes,
                Math.min(LANES, episodes.size()),
                (settings, closings) -> MemberRun.start(settings, testBed.admin, () -> {}, closings::add),
                mutation,
                tally);
    }

    private void live(List<Episode> episodes, int width, MemberFactory memberFactory, Mutation mutation, Tally tally) {
        try (var executor = Executors.newCachedThreadPool()) {
            var running = new ArrayList<Future<?>>();
            for (var i = 0; i < width; i++) {
                var number = lanes++;
                var own = every(episodes, i, width);
                running.add(executor.submit(() -> lane(own, number, memberFactory, mutation, tally)));
            }
            for (var one : running) {
                one.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted between deaths", interrupted);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("A lane of the kit itself failed", broken.getCause());
        }
    }

    private void lane(List<Episode> episodes, int number, MemberFactory memberFactory, Mutation mutation, Tally tally) {
        try (var stage = new Stage(testBed, Membership.of(number), number);
                var track = new Track(stage, stage.settings.lying(mutation), memberFactory, tally, tell)) {
            track.live(episodes);
        }
    }

    private void finish(String kit, Tally tally, FaultReport report) {
        tally.report(kit, report);
        for (var protocol : GroupProtocol.values()) {
            tell.accept("%s: %d deaths under the group protocol %s".formatted(kit, tally.struck(protocol), protocol));
        }
    }

    private static List<Episode> every(List<Episode> all, int first, int width) {
        return IntStream.range(0, all.size())
                .filter(it -> it % width == first)
                .mapToObj(all::get)
                .toList();
    }

    @Override
    public void close() {
        testBed.close();
    }
}
