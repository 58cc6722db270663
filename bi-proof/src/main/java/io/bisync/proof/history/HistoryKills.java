package io.bisync.proof.history;

import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Web;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Carries strikes out at a load that is underway. */
final class HistoryKills {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int LONGEST_WAIT = 1_000;
    /** A slice that is worked on publishes a page more often. */
    private static final long AT_WORK = TimeUnit.SECONDS.toNanos(1);

    private static final Pattern IGNORED = Pattern.compile("(?m)^bi_run_reports_ignored_total(?:\\{[^}]*})? (\\S+)$");

    private final LocalStack stack;
    private final ServiceProcess gated;
    private final PageGate gate;
    private final SentRows sent;
    private final InstantSource clock;
    private final Random random;
    private final Web web = new Web();

    HistoryKills(Stage stage, SentRows sent, InstantSource clock, Random random) {
        this.sent = sent;
        stack = stage.stack();
        gated = stage.gated();
        gate = stage.gate();
        this.clock = clock;
        this.random = random;
    }

    /** Strikes at the run; not struck where the run was over before there was something to hit. */
    Injection strike(HistoryStrike strike, LoadRun run) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_WAIT)));
        return switch (strike) {
            case SERVICE_ANSWERED -> kill(strike, run, PageStep.ANSWERED);
            case SERVICE_WRITTEN -> kill(strike, run, PageStep.WRITTEN);
            case SERVICE_COMMITTED -> kill(strike, run, PageStep.COMMITTED);
            case SERVICE_WATCHING -> killWatching(run);
            case SERVICE_ANY -> killAtWork(run);
            case STOPPED_ANSWERED -> stop(strike, run, PageStep.ANSWERED);
            case STOPPED_WRITTEN -> stop(strike, run, PageStep.WRITTEN);
            case JOB -> throw new IllegalArgumentException("A job is killed at the beginning of its run");
            case SECOND_JOB -> secondJob(run);
            case BROKER ->
                inMidPage(strike, run, hold -> {
                    stack.kafka().kill();
                    hold.cut();
                    stack.kafka().restart();
                });
            case BASIC ->
                inMidPage(strike, run, hold -> {
                    stack.basic().kill();
                    hold.letGo();
                    stack.basic().startAgain();
                    stack.basic().awaitReady();
                });
            case POSTGRES ->
                inMidPage(strike, run, hold -> {
                    stack.postgres().kill();
                    hold.letGo();
                    stack.postgres().restart();
                });
        };
    }

    /** What is done while a page is held; it says what becomes of the page. */
    private interface Deed {
        void on(PageHold hold);
    }

    private Injection kill(HistoryStrike strike, LoadRun run, PageStep step) {
        PageHold hold = await(run, step);
        if (hold == null) {
            return Injection.missed(strike);
        }
        long fence = run.fence(hold.slice()).orElse(0L);
        long at = kill(hold::cut);
        return new Injection(strike, true, at, hold.slice(), fence);
    }

    private Injection inMidPage(HistoryStrike strike, LoadRun run, Deed deed) {
        PageStep[] steps = PageStep.values();
        PageHold hold = await(run, steps[random.nextInt(steps.length)]);
        if (hold == null) {
            return Injection.missed(strike);
        }
        long at = clock.millis();
        deed.on(hold);
        return new Injection(strike, true, at, null, 0);
    }

    private Injection killWatching(LoadRun run) {
        boolean watches = await(
                run,
                () -> run.slices("SENT").stream().anyMatch(it -> gate.begun().contains(it.id())));
        return new Injection(HistoryStrike.SERVICE_WATCHING, watches, kill(() -> {}), null, 0);
    }

    private Injection killAtWork(LoadRun run) {
        boolean works = await(
                run,
                () -> gate.sinceLastPage() < AT_WORK && !run.slices("RUNNING").isEmpty());
        return new Injection(HistoryStrike.SERVICE_ANY, works, kill(() -> {}), null, 0);
    }

    /** It starts while the other one takes over, and takes longer for that than a lease. */
    private long kill(Runnable after) {
        gated.kill();
        long at = clock.millis();
        gate.forget();
        after.run();
        gated.startAgain();
        return at;
    }

    /** Returns when what was killed can be struck again. */
    void awaitReady() {
        gated.awaitReady();
    }

    /** Its page is held until somebody else has published it; then it wakes up, goes on with it, and reports. */
    private Injection stop(HistoryStrike strike, LoadRun run, PageStep step) {
        PageHold hold = await(run, step);
        if (hold == null) {
            return Injection.missed(strike);
        }
        long fence = run.fence(hold.slice()).orElseThrow();
        double ignored = ignored();
        long at = clock.millis();
        gated.suspend();
        boolean moved = Patience.await(
                () -> {
                    sent.look();
                    return sent.after(hold.slice(), fence).isPresent();
                },
                LIMIT);
        gated.wake();
        hold.letGo();
        boolean unheard = Patience.await(() -> ignored() > ignored, LIMIT);
        return new Injection(strike, moved && unheard, at, hold.slice(), fence);
    }

    /** Asks for just what somebody is in the middle of. */
    private Injection secondJob(LoadRun run) {
        PageHold hold = await(run, PageStep.ANSWERED);
        if (hold == null) {
            return Injection.missed(HistoryStrike.SECOND_JOB);
        }
        boolean refused = run.slices().stream()
                .filter(it -> it.id() == hold.slice())
                .findFirst()
                .map(run::isRefusedToOthers)
                .orElse(false);
        hold.letGo();
        return new Injection(HistoryStrike.SECOND_JOB, refused, clock.millis(), null, 0);
    }

    private @Nullable PageHold await(LoadRun run, PageStep step) {
        CompletableFuture<PageHold> held = gate.arm(step);
        await(run, held::isDone);
        gate.disarm();
        return held.getNow(null);
    }

    /** Whether it came true before the run was over. */
    private static boolean await(LoadRun run, BooleanSupplier condition) {
        Patience.await(() -> condition.getAsBoolean() || run.isComplete(), LOOK, LIMIT);
        return condition.getAsBoolean();
    }

    private double ignored() {
        List<Double> counts = IGNORED.matcher(web.get(
                        stack.basic().management().resolve("/actuator/prometheus"),
                        stack.controlPlane().administrator()))
                .results()
                .map(it -> Double.valueOf(it.group(1)))
                .toList();
        return counts.stream().mapToDouble(Double::doubleValue).sum();
    }
}
