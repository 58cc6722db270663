package io.bisync.local.demo;

import io.bisync.local.process.ChildProcess;
import io.bisync.local.stack.LocalStack;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
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
        awaitCursors(stack);
        String from = "from="
                + LocalDate.ofInstant(clock.instant(), SHANGHAI).minusDays(DAYS).toString();
        await(start(stack, from), working);
    }

    /** Loads the newest two days once more, while they change; the name tells this run from others. */
    public static void reload(LocalStack stack, InstantSource clock, String name) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), SHANGHAI).truncatedTo(ChronoUnit.SECONDS);
        await(start(stack, "from=" + now.minusDays(2), "to=" + now, "run=" + name), _ -> {});
    }

    private static List<ChildProcess> start(LocalStack stack, String... window) {
        return new TreeSet<>(LocalStack.JUSHUITAN.keySet())
                .stream().map(account -> stack.startHistory(account, window)).toList();
    }

    private static void await(List<ChildProcess> jobs, Consumer<String> working) {
        for (ChildProcess job : jobs) {
            while (job.isAlive()) {
                working.accept("History jobs are running");
                pause();
            }
            int code = job.awaitExit(LIMIT);
            if (code != 0) {
                throw new IllegalStateException(
                        "The history job ended with code %d; see %s".formatted(code, job.log()));
            }
        }
    }

    /** History refuses to start before the live cursor of an account exists. */
    private static void awaitCursors(LocalStack stack) {
        long start = System.nanoTime();
        while (StreamSupport.stream(stack.controlPlane().status().spliterator(), false)
                        .filter(line -> LocalStack.JUSHUITAN.containsKey(
                                        line.path("account").asString())
                                && !line.path("readUntil").isMissingNode()
                                && !line.path("readUntil").isNull())
                        .count()
                < LocalStack.JUSHUITAN.size()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "The live pull made no cursor within %s; see the log of bi-api-jushuitan".formatted(LIMIT));
            }
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
}
