package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.pull.PullSchedule.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pulls of one account: a few questions at a time, in the order of its schedule, and no thread while none is due. */
final class AccountPulls {

    /** So many entities are asked for at the same time: one that is slow to answer holds up no other. */
    private static final int MOST = 4;

    /** For an attempt that ended by an error that nobody catches. */
    private static final Answer BROKEN = new Answer.Rests(Duration.ofSeconds(10));

    private final String account;
    private final Map<String, PullTask> tasks;
    private final PullSchedule schedule;
    private final StopSignal stop;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Map<String, Thread> underWay = new HashMap<>();
    private Set<String> paused = Set.of();
    private @Nullable Future<?> alarm;
    private boolean ending;

    AccountPulls(
            String account,
            Map<String, PullTask> tasks,
            PullSchedule schedule,
            StopSignal stop,
            InstantSource clock,
            ScheduledExecutorService timer) {
        this.account = account;
        this.tasks = Map.copyOf(tasks);
        this.schedule = schedule;
        this.stop = stop;
        this.clock = clock;
        this.timer = timer;
        this.tasks.values().forEach(PullTask::begins);
    }

    /** Asks for whatever is due, and comes back when the next one is. */
    synchronized void ask() {
        Instant now = clock.instant();
        while (!ending && !stop.isGiven() && underWay.size() < MOST) {
            String entity = schedule.next(now);
            if (entity == null) {
                comeBack(now);
                return;
            }
            Thread thread =
                    Thread.ofVirtual().name("pull-" + account + "-" + entity).unstarted(() -> attempt(entity));
            underWay.put(entity, thread);
            thread.start();
        }
    }

    /**
     * Asks for these no more once what is under way is over, and for those that are named no more from where their
     * cursors stand. While one is paused it is as if nobody pulled it: it is neither late nor does it fail.
     *
     * @return those of them that are pulled here
     */
    synchronized Set<String> pause(Set<String> named) {
        Set<String> pausing = named.stream().filter(tasks::containsKey).collect(Collectors.toUnmodifiableSet());
        paused.stream().filter(it -> !pausing.contains(it)).forEach(it -> task(it).begins());
        // Again with every look: something else may have been told of it meanwhile.
        pausing.stream().filter(it -> !underWay.containsKey(it)).forEach(it -> task(it).ended());
        paused = pausing;
        schedule.pause(pausing, clock.instant());
        return pausing;
    }

    /** Begins nothing more and interrupts what is under way. */
    synchronized void end() {
        ending = true;
        underWay.values().forEach(Thread::interrupt);
        forgetWhenOver();
    }

    synchronized boolean isOver() {
        return ending && underWay.isEmpty();
    }

    /** Waits for what is under way, until then at most. */
    void await(Instant until) {
        try {
            for (Thread thread : threads()) {
                Duration left = Duration.between(clock.instant(), until);
                if (left.isPositive()) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void comeBack(Instant now) {
        Instant due = schedule.due();
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (due != null) {
            alarm = timer.schedule(this::ask, Duration.between(now, due).toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized List<Thread> threads() {
        return List.copyOf(underWay.values());
    }

    private void attempt(String entity) {
        Answer answer = BROKEN;
        try {
            answer = task(entity).attempt(stop);
        } catch (InterruptedException ended) {
            answer = new Answer.Rests(Duration.ZERO);
        } finally {
            over(entity, answer);
        }
        ask();
    }

    private synchronized void over(String entity, Answer answer) {
        underWay.remove(entity);
        schedule.answered(entity, answer, clock.instant());
        if (paused.contains(entity)) {
            task(entity).ended();
        }
        forgetWhenOver();
    }

    private PullTask task(String entity) {
        return Objects.requireNonNull(tasks.get(entity));
    }

    private void forgetWhenOver() {
        if (isOver()) {
            tasks.values().forEach(PullTask::ended);
        }
    }
}
