package io.bisync.local.demo;

import io.bisync.local.process.ChildProcess;
import io.bisync.local.stack.LocalStack;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Loads the past of the Jushuitan accounts by the command that a CronJob runs. */
public final class HistoryLoads {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int DAYS = 91;

    private HistoryLoads() {}

    /** Returns when every job has ended with code 0; {@code working} hears that it goes on. */
    public static void run(LocalStack stack, InstantSource clock, Consumer<String> working) {
        run(stack, clock, working, 1);
    }

    /** The same, where a job that ended otherwise is started again, so many starts in all. */
    public static void run(LocalStack stack, InstantSource clock, Consumer<String> working, int starts) {
        awaitCursors(stack);
        await(stack, starts, working, from(clock));
    }

    /** Where the past begins, as an argument of the command. */
    public static String from(InstantSource clock) {
        return "from=" + LocalDate.ofInstant(clock.instant(), SHANGHAI).minusDays(DAYS);
    }

    /** Loads the newest two days once more, while they change; the name tells this run from others. */
    public static void reload(LocalStack stack, InstantSource clock, String name) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), SHANGHAI).truncatedTo(ChronoUnit.SECONDS);
        await(stack, 1, _ -> {}, "from=" + now.minusDays(2), "to=" + now, "run=" + name);
    }

    private static void await(LocalStack stack, int starts, Consumer<String> working, String... window) {
        Map<String, ChildProcess> jobs = new TreeMap<>();
        LocalStack.JUSHUITAN.keySet().forEach(account -> jobs.put(account, stack.startHistory(account, window)));
        jobs.forEach((account, first) -> {
            ChildProcess job = first;
            for (int start = 1; awaitEnd(job, working) != 0; start++) {
                if (start == starts) {
                    throw new IllegalStateException("The history job of account %s ended with code %d; see %s"
                            .formatted(account, job.awaitExit(LIMIT), job.log()));
                }
                job = stack.startHistory(account, window);
            }
        });
    }

    private static int awaitEnd(ChildProcess job, Consumer<String> working) {
        while (job.isAlive()) {
            working.accept("History jobs are running");
            pause();
        }
        return job.awaitExit(LIMIT);
    }

    /** History refuses to start before the live cursor of an account exists. */
    private static void awaitCursors(LocalStack stack) {
        long start = System.nanoTime();
        while (!haveCursors(stack)) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "The live pull made no cursor within %s; see the log of bi-api-jushuitan".formatted(LIMIT));
            }
            pause();
        }
    }

    private static boolean haveCursors(LocalStack stack) {
        try {
            return StreamSupport.stream(stack.controlPlane().status().spliterator(), false)
                            .filter(line -> LocalStack.JUSHUITAN.containsKey(
                                            line.path("account").asString())
                                    && !line.path("readUntil").isMissingNode()
                                    && !line.path("readUntil").isNull())
                            .count()
                    >= LocalStack.JUSHUITAN.size();
        } catch (UncheckedIOException | IllegalStateException down) {
            // It may be starting again.
            return false;
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
}
