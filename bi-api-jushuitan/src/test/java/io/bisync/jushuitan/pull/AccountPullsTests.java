package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Awaitility.dontCatchUncaughtExceptions;

import io.bisync.account.StatusReport.Place;
import io.bisync.account.StatusReport.Read;
import io.bisync.jushuitan.increment.Pull;
import io.bisync.jushuitan.increment.Pull.Attempt;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.jushuitan.page.PullStates;
import io.bisync.time.Backoff;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions of one account, each answered as its entity does. */
class AccountPullsTests {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(5);

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
    private final StopSignal stop = new StopSignal();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PullStates states = new PullStates(registry, clock);
    private final Map<String, Duration> paces = new LinkedHashMap<>();
    private final Map<String, PullTask> tasks = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch answers = new CountDownLatch(1);

    @AfterEach
    void stop() {
        answers.countDown();
        stop.give();
        timer.shutdownNow();
    }

    @Test
    void oneThatIsSlowToAnswerHoldsUpNoOtherAndIsNotAskedTwice() {
        entity("slow", OFTEN, this::waits);
        entity("order", OFTEN, () -> Attempt.QUIET);
        begin();

        await().until(() -> asked.stream().filter("order"::equals).count() > 5);
        assertThat(asked).containsOnlyOnce("slow");
    }

    @Test
    void onlySoManyAreAskedForAtTheSameTimeAndTheOthersFollow() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 22; i++) {
            entity("entity" + i, NEVER, () -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                waits();
                now.decrementAndGet();
                return Attempt.QUIET;
            });
        }
        begin();

        await().until(() -> asked.size() == 4);
        answers.countDown();
        await().untilAsserted(() -> assertThat(asked).hasSize(22).doesNotHaveDuplicates());
        assertThat(most).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void whoHasMoreIsAskedAgainAtOnceAndWhoIsCaughtUpAtItsPace() {
        AtomicInteger pages = new AtomicInteger();
        entity("order", NEVER, () -> pages.incrementAndGet() < 10 ? Attempt.MORE : Attempt.MOVED);
        begin();

        await().untilAsserted(() -> assertThat(asked).hasSize(10));
    }

    @Test
    void anErrorEndsTheAttemptAndNotTheEntity() {
        entity("order", NEVER, () -> {
            throw new StackOverflowError();
        });
        AccountPulls pulls = begin();
        // Nobody catches the error: it is what this is about.
        dontCatchUncaughtExceptions().await().until(() -> asked.size() == 1);

        ahead.set(Duration.ofSeconds(11));
        pulls.ask();
        dontCatchUncaughtExceptions().await().until(() -> asked.size() >= 2);
    }

    @Test
    void whatEndsIsOverWhenItsLastQuestionIsAndLeavesNothingBehind() {
        entity("order", OFTEN, this::waits);
        AccountPulls pulls = begin();
        await().until(() -> asked.size() == 1);
        assertThat(states.reads()).hasSize(1);

        pulls.end();
        await().until(pulls::isOver);
        assertThat(states.reads()).isEmpty();
        pulls.ask();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aQuestionUnderWayMayEndAndNoneBeginsOnceTheServiceStops() {
        entity("order", OFTEN, this::waits);
        AccountPulls pulls = begin();
        await().until(() -> asked.size() == 1);

        stop.give();
        answers.countDown();
        pulls.await(clock.instant().plusSeconds(30));
        pulls.end();
        assertThat(pulls.isOver()).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatIsPausedEndsItsQuestionAndIsNeitherAskedNorShownWhileTheOthersFlowUntilItGoesOn() {
        entity("order", OFTEN, this::waits);
        entity("shop", OFTEN, () -> Attempt.QUIET);
        AccountPulls pulls = begin();
        await().until(() -> asked.contains("order"));

        assertThat(pulls.pause(Set.of("order", "unknown"))).containsExactly("order");
        assertThat(shown()).as("its question is under way").contains("order");
        answers.countDown();
        await().until(() -> !shown().contains("order"));
        long shops = count("shop");
        await().until(() -> count("shop") > shops + 5);
        assertThat(asked).containsOnlyOnce("order");

        assertThat(pulls.pause(Set.of())).isEmpty();
        pulls.ask();
        assertThat(shown()).contains("order");
        await().until(() -> count("order") > 1);
    }

    @Test
    void whatIsToldOfAPausedOneMeanwhileIsForgottenWithTheNextLook() {
        entity("order", NEVER, () -> Attempt.QUIET);
        AccountPulls pulls = begin();
        await().until(() -> asked.contains("order"));
        pulls.pause(Set.of("order"));
        new PullMeters(registry, clock, states).failed("1", "order", Place.PULL, "BI-BASIC-05");

        pulls.pause(Set.of("order"));
        await().until(() -> shown().isEmpty());
    }

    private List<String> shown() {
        return states.reads().stream().map(Read::entity).toList();
    }

    private long count(String entity) {
        return asked.stream().filter(entity::equals).count();
    }

    private Attempt waits() throws InterruptedException {
        answers.await();
        return Attempt.QUIET;
    }

    private void entity(String name, Duration pace, Answering answering) {
        paces.put(name, pace);
        Pull pull = _ -> {
            asked.add(name);
            return answering.answer();
        };
        Backoff backoff = new Backoff(OFTEN, OFTEN, RandomGenerator.getDefault());
        tasks.put(name, new PullTask("1", name, pull, pace, OFTEN, backoff, new PullMeters(registry, clock, states)));
    }

    private AccountPulls begin() {
        Instant now = clock.instant();
        AccountPulls pulls = new AccountPulls("1", tasks, new PullSchedule(paces, now), stop, clock, timer);
        pulls.ask();
        return pulls;
    }

    @FunctionalInterface
    private interface Answering {

        Attempt answer() throws InterruptedException;
    }
}
