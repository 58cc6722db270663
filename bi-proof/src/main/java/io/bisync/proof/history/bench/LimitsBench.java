package io.bisync.proof.history.bench;

import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.local.stack.StackSettings;
import io.bisync.proof.history.bench.LimitsFigures.Lateness;
import io.bisync.proof.history.bench.LimitsFigures.Stretch;
import io.bisync.proof.probe.Web;
import io.bisync.time.ShanghaiTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Watches calls and live pulls of a stack with all its entities at the ERP's limits, while all of its past is loaded. */
final class LimitsBench {

    /** Of each of two merchants: more than is loaded while it is watched. */
    private static final int ORDERS = 10_000;

    private static final int DAYS = 91;

    /** The fastest pulls rest longest after some twenty pulls that brought nothing. */
    private static final int MINUTES_UNTIL_RESTS_ARE_LONGEST = 5;

    /** As an ERP over the internet answers. */
    private static final Duration ANSWER = Duration.ofMillis(200);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Pattern LAG = Pattern.compile(
            "(?m)^bi_pull_lag_seconds\\{[^\\n]*account=\"([^\"]+)\"[^\\n]*entity=\"([^\"]+)\"[^\\n]*} ([\\d.E+-]+)$");
    private static final Pattern PERMITS = Pattern.compile("(?m)^bi_permit_allowed\\{[^\\n]* ([\\d.E+]+)$");

    private final Path folder;
    private final double speed;
    private final Duration watched;
    private final Consumer<String> told;
    private final Web web = new Web();

    /** @param watched how long each of two stretches is watched */
    LimitsBench(Path folder, double speed, Duration watched, Consumer<String> told) {
        this.folder = folder;
        this.speed = speed;
        this.watched = watched;
        this.told = told;
    }

    LimitsFigures run() {
        var settings = new StackSettings(folder, 11, ORDERS, 0, speed, Duration.ofSeconds(1), Duration.ofSeconds(1))
                // They come in stretches, most of them at night: what one stretch has more of them would be history's.
                .withJushuitan(Map.of("BI_PULL_RESCANS_DEFAULT", ""));
        try (var stack = LocalStack.start(settings, told)) {
            stack.jushuitan()
                    .faults()
                    .inject(new Fault(new Fault.Effect.Slow(ANSWER), Integer.MAX_VALUE, "/open/", null));
            return watch(stack);
        }
    }

    private LimitsFigures watch(LocalStack stack) {
        // What was asked for at once in the beginning is not counted any more, and what stands still is asked for
        // more and more seldom until then: the second stretch would seem later by that alone. What was never asked
        // for yet, as its pace is longer, is not loaded.
        Duration minute = Duration.ofMillis(Math.round(60_000 / speed));
        told.accept("Watching live pulls");
        stretch(stack, null, minute.multipliedBy(MINUTES_UNTIL_RESTS_ARE_LONGEST));
        Stretch idle = stretch(stack, null, watched);
        LocalDate today = LocalDate.ofInstant(InstantSource.system().instant(), ShanghaiTime.ZONE);
        long run = stack.controlPlane()
                .loadAgain(
                        Set.of(),
                        Set.of(),
                        today.minusDays(DAYS).toString(),
                        today.toString(),
                        "what history uses of the limits");
        told.accept("Watching them beside run %d".formatted(run));
        stretch(stack, run, minute);
        Stretch busy = stretch(stack, run, watched);
        if (!stack.controlPlane().stateOfRun(run).equals("RUNNING")) {
            throw new IllegalStateException(
                    "Run %d was over, or stood still, before it was watched for %s".formatted(run, watched));
        }
        double permits = PERMITS.matcher(page(stack, stack.basic()))
                .results()
                .mapToDouble(it -> Double.parseDouble(it.group(1)))
                .sum();
        return new LimitsFigures(speed, permits, idle, busy);
    }

    private Stretch stretch(LocalStack stack, @Nullable Long run, Duration length) {
        double calls = calls(stack);
        double historyCalls = historyCalls(stack, run);
        long begun = System.nanoTime();
        Map<String, List<Double>> seen = new HashMap<>();
        while (System.nanoTime() - begun < length.toNanos()) {
            LAG.matcher(page(stack, stack.apiJushuitan()))
                    .results()
                    .forEach(it -> seen.computeIfAbsent(pull(it), _ -> new ArrayList<>())
                            .add(Double.valueOf(it.group(3))));
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return new Stretch(
                (System.nanoTime() - begun) / 1e9,
                calls(stack) - calls,
                historyCalls(stack, run) - historyCalls,
                seen.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, it -> lateness(it.getValue()))));
    }

    private static String pull(MatchResult lag) {
        return lag.group(1) + " " + lag.group(2);
    }

    private static Lateness lateness(List<Double> seen) {
        var all = seen.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return new Lateness(all.getAverage(), all.getMax());
    }

    private String page(LocalStack stack, ServiceProcess service) {
        return web.get(
                service.management().resolve("/actuator/prometheus"),
                stack.controlPlane().administrator());
    }

    /** As the ERP counts them. */
    private static double calls(LocalStack stack) {
        return stack.jushuitan().calls().counts().entrySet().stream()
                .filter(it -> it.getKey().startsWith("/open/"))
                .mapToLong(it -> it.getValue().getOrDefault(0, 0L))
                .sum();
    }

    /** As the ledger has them, which is as late at the end of a stretch as at its beginning. */
    private static double historyCalls(LocalStack stack, @Nullable Long run) {
        return run == null
                ? 0
                : stack.controlPlane().get("/api/runs/" + run).get("calls").asDouble();
    }
}
