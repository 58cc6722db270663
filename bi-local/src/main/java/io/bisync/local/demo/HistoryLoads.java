package io.bisync.local.demo;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.stack.LocalStack;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Loads the past of all Jushuitan accounts by the command that a CronJob runs. */
public final class HistoryLoads {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int DAYS = 91;
    /** Changes all the time: what is loaded again meets newer versions. */
    private static final String RELOADED = "order";

    private HistoryLoads() {}

    /** Returns when the job has ended with code 0; {@code working} hears that it goes on. */
    public static void run(LocalStack stack, InstantSource clock, Consumer<String> working) {
        run(stack, clock, working, 1);
    }

    /** The same, where a job that ended otherwise is started again, so many starts in all. */
    public static void run(LocalStack stack, InstantSource clock, Consumer<String> working, int starts) {
        awaitCursors(stack);
        await(stack, "all", starts, working, from(clock));
    }

    /** Where the past begins, as an argument of the command. */
    public static String from(InstantSource clock) {
        return "from=" + LocalDate.ofInstant(clock.instant(), SHANGHAI).minusDays(DAYS);
    }

    /** Loads the newest two days once more, while they change: by bi-basic and the services alone. */
    public static void reload(LocalStack stack, InstantSource clock) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), SHANGHAI).truncatedTo(ChronoUnit.SECONDS);
        long run = stack.controlPlane()
                .loadAgain(
                        Set.of(),
                        Set.of(RELOADED),
                        SECONDS.format(now.minusDays(2)),
                        SECONDS.format(now),
                        "what is loaded meets what changed since");
        long start = System.nanoTime();
        while (!stack.controlPlane().stateOfRun(run).equals("COMPLETE")) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException("Run %d is not complete within %s but %s"
                        .formatted(run, LIMIT, stack.controlPlane().stateOfRun(run)));
            }
            pause();
        }
    }

    /** What is declared and can be asked for by windows. */
    private static Set<String> entities(LocalStack stack) {
        return DeclaredTables.of(stack).stream()
                .map(BusinessTable::page)
                .filter(page ->
                        page.source().equals("jushuitan") && page.fact("window").isPresent())
                .map(Dictionary::entity)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One key for all starts: whoever starts again follows the run that was begun. */
    private static void await(LocalStack stack, String entities, int starts, Consumer<String> working, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("account=all", "entity=" + entities, "key=" + UUID.randomUUID()), Stream.of(more))
                .toArray(String[]::new);
        for (int start = 1; ; start++) {
            ChildProcess job = stack.startHistory(arguments);
            int code = awaitEnd(job, working);
            if (code == 0) {
                return;
            }
            if (start == starts) {
                throw new IllegalStateException(
                        "The history job ended with code %d; see %s".formatted(code, job.log()));
            }
        }
    }

    private static int awaitEnd(ChildProcess job, Consumer<String> working) {
        while (job.isAlive()) {
            working.accept("History is being loaded");
            pause();
        }
        return job.awaitExit(LIMIT);
    }

    /** History refuses to start before the live cursor of an account and entity exists. */
    public static void awaitCursors(LocalStack stack) {
        Set<String> entities = entities(stack);
        long start = System.nanoTime();
        while (!haveCursors(stack, entities)) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "The live pull made no cursor within %s; see the log of bi-api-jushuitan".formatted(LIMIT));
            }
            pause();
        }
    }

    private static boolean haveCursors(LocalStack stack, Set<String> entities) {
        try {
            return StreamSupport.stream(stack.controlPlane().status().spliterator(), false)
                            .filter(line -> LocalStack.JUSHUITAN.containsKey(
                                            line.path("account").asString())
                                    && entities.contains(line.path("entity").asString())
                                    && !line.path("readUntil").isMissingNode()
                                    && !line.path("readUntil").isNull())
                            .count()
                    >= (long) LocalStack.JUSHUITAN.size() * entities.size();
        } catch (UncheckedIOException | IllegalStateException down) {
            // It may be starting again.
            return false;
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
}
