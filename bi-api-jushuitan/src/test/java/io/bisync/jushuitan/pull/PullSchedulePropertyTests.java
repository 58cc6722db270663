package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.pull.PullSchedule.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class PullSchedulePropertyTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration ORDERS = Duration.ofSeconds(10);
    private static final Duration SHOPS = Duration.ofMinutes(10);

    /** Two at the pace of orders, fourteen at that of documents, six at that of master data: 0.44 questions a second. */
    private static final Map<String, Duration> PACES = new LinkedHashMap<>();

    static {
        for (int i = 0; i < 22; i++) {
            PACES.put("entity" + i, Duration.ofSeconds(i < 2 ? 10 : i < 16 ? 60 : 600));
        }
    }

    @Property(tries = 20)
    void noEntityIsLaterThanTwiceItsPaceWhileTheCallsCoverThePaces(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.6, max = 4) double callsPerSecond,
            @ForAll @DoubleRange(min = 0, max = 1) double moving,
            @ForAll @DoubleRange(min = 0, max = 0.9) double more) {
        var random = new Random(seed);
        var schedule = new PullSchedule(PACES, START);
        var asked = new HashMap<String, Instant>();
        long call = Math.round(1_000 / callsPerSecond);
        for (long millis = 0; millis < Duration.ofHours(2).toMillis(); millis += call) {
            Instant now = START.plusMillis(millis);
            String entity = schedule.next(now);
            if (entity == null) {
                continue;
            }
            Instant before = asked.put(entity, now);
            if (before != null) {
                assertThat(Duration.between(before, now))
                        .as(entity)
                        .isLessThanOrEqualTo(
                                Objects.requireNonNull(PACES.get(entity)).multipliedBy(2));
            }
            // One of them has a backlog that no one else is to feel.
            boolean behind = entity.equals("entity3") && random.nextDouble() < more;
            schedule.answered(
                    entity,
                    behind ? new Answer.More() : new Answer.CaughtUp(random.nextDouble() < moving),
                    now.plusMillis(call));
        }
        assertThat(asked).hasSize(22);
    }

    /** Four are under way at a time; each waits for a call behind those that history has booked a second ahead. */
    @Property(tries = 20)
    void noEntityIsReadLaterThanTwiceItsPaceBesideHistoryThatTakesWhatItGets(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double moving) {
        var random = new Random(seed);
        var schedule = new PullSchedule(PACES, START);
        var underWay = new PriorityQueue<>(Comparator.comparing(Question::answered));
        var read = new HashMap<String, Instant>();
        var call = START;
        for (var now = START; now.isBefore(START.plus(Duration.ofHours(2))); now = soonest(schedule, underWay, now)) {
            while (!underWay.isEmpty() && !underWay.peek().answered().isAfter(now)) {
                var question = underWay.remove();
                schedule.answered(question.entity(), new Answer.CaughtUp(random.nextDouble() < moving), now);
                var before = read.put(question.entity(), question.asked());
                assertThat(Duration.between(before == null ? START : before, now))
                        .as(question.entity())
                        .isLessThanOrEqualTo(Objects.requireNonNull(PACES.get(question.entity()))
                                .multipliedBy(2));
            }
            for (String entity; underWay.size() < 4 && (entity = schedule.next(now)) != null; ) {
                var behindHistory = now.plusSeconds(1);
                call = (call.isAfter(behindHistory) ? call : behindHistory).plusMillis(60_100 / 90);
                underWay.add(new Question(entity, now, call.plusMillis(random.nextInt(400))));
            }
        }
        assertThat(read).hasSize(22);
    }

    @Property(tries = 20)
    void whatIsPausedIsNotAskedForAndEverythingElseIsWithinTwiceItsPaceAlsoWhatGoesOn(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.6, max = 4) double callsPerSecond) {
        var random = new Random(seed);
        var schedule = new PullSchedule(PACES, START);
        var paused = new HashSet<String>();
        var waitsSince = new HashMap<String, Instant>();
        long call = Math.round(1_000 / callsPerSecond);
        for (long millis = 0; millis < Duration.ofHours(2).toMillis(); millis += call) {
            Instant now = START.plusMillis(millis);
            if (random.nextInt(300) == 0) {
                paused.forEach(it -> waitsSince.put(it, now));
                paused.clear();
                PACES.keySet().stream().filter(_ -> random.nextInt(4) == 0).forEach(paused::add);
                schedule.pause(paused, now);
                waitsSince.keySet().removeAll(paused);
            }
            String entity = schedule.next(now);
            if (entity == null) {
                continue;
            }
            assertThat(paused).doesNotContain(entity);
            Instant before = waitsSince.put(entity, now);
            assertThat(Duration.between(before == null ? START : before, now))
                    .as(entity)
                    .isLessThanOrEqualTo(
                            Objects.requireNonNull(PACES.get(entity)).multipliedBy(2));
            schedule.answered(entity, new Answer.CaughtUp(random.nextBoolean()), now.plusMillis(call));
        }
        assertThat(waitsSince.keySet()).hasSize(22 - paused.size()).doesNotContainAnyElementsOf(paused);
    }

    @Example
    void whatIsPausedIsNeverDueUntilItGoesOnAlsoWhereItsAnswerComesLater() {
        var schedule = ordersAndShops();
        Instant later = START.plus(SHOPS);
        schedule.pause(Set.of("order", "shop"), START);
        assertThat(schedule.next(later)).isNull();
        assertThat(schedule.due()).isNull();

        schedule.pause(Set.of("shop"), later);
        assertThat(schedule.due()).isEqualTo(later);
        assertThat(schedule.next(later)).isEqualTo("order");
        schedule.pause(Set.of("shop", "order"), later);
        schedule.answered("order", new Answer.More(), later);
        assertThat(schedule.next(later.plus(SHOPS))).isNull();
    }

    private record Question(String entity, Instant asked, Instant answered) {}

    /** When something is answered, or is due and may be asked for. */
    private static Instant soonest(PullSchedule schedule, PriorityQueue<Question> underWay, Instant now) {
        var due = underWay.size() < 4 ? schedule.due() : null;
        var answered = underWay.isEmpty() ? Instant.MAX : underWay.element().answered();
        var next = due == null || answered.isBefore(due) ? answered : due;
        return next.isAfter(now) ? next : now.plusMillis(1);
    }

    @Example
    void whatStandsStillIsAskedForLessOftenAndAtItsPaceAgainOnceItMoves() {
        var schedule = orders();
        Instant now = START;
        assertThat(schedule.next(now)).isEqualTo("order");
        for (int i = 0; i < 40; i++) {
            schedule.answered("order", new Answer.CaughtUp(false), now);
            Instant due = next(schedule);
            if (i < 16) {
                assertThat(Duration.between(now, due)).isEqualTo(ORDERS);
            }
            now = due;
        }
        schedule.answered("order", new Answer.CaughtUp(false), now);
        assertThat(Duration.between(now, next(schedule))).isEqualTo(Duration.ofSeconds(15));

        now = now.plusSeconds(15);
        schedule.answered("order", new Answer.CaughtUp(true), now);
        assertThat(Duration.between(now, next(schedule))).isEqualTo(ORDERS);
    }

    @Example
    void theTimeThatAQuestionTakesIsPartOfItsPace() {
        var schedule = orders();
        schedule.next(START);
        schedule.answered("order", new Answer.CaughtUp(true), START.plusSeconds(4));

        assertThat(schedule.due()).isEqualTo(START.plus(ORDERS));
    }

    @Example
    void whoWouldFirstWaitForTwiceItsPaceGoesFirstAndNobodyTwiceAtOnce() {
        var schedule = ordersAndShops();

        assertThat(schedule.next(START.plusSeconds(5))).isEqualTo("order");
        assertThat(schedule.next(START.plusSeconds(5))).isEqualTo("shop");
        assertThat(schedule.next(START.plusSeconds(60))).isNull();
        assertThat(schedule.due()).isNull();
        schedule.answered("order", new Answer.Rests(Duration.ofSeconds(3)), START.plusSeconds(60));
        assertThat(schedule.next(START.plusSeconds(62))).isNull();
        assertThat(schedule.next(START.plusSeconds(63))).isEqualTo("order");
    }

    @Example
    void aBacklogWaitsForWhoeverIsMoreUrgent() {
        var schedule = ordersAndShops();
        Instant now = START.plus(SHOPS.multipliedBy(2)).minusSeconds(15);
        assertThat(schedule.next(now)).isEqualTo("order");
        schedule.answered("order", new Answer.More(), now);

        assertThat(schedule.next(now)).isEqualTo("shop");
        assertThat(schedule.next(now)).isEqualTo("order");
    }

    private static PullSchedule ordersAndShops() {
        return new PullSchedule(new LinkedHashMap<>(Map.of("shop", SHOPS, "order", ORDERS)), START);
    }

    private static PullSchedule orders() {
        return new PullSchedule(Map.of("order", ORDERS), START);
    }

    /** The moment at which it is due; it is taken. */
    private static Instant next(PullSchedule schedule) {
        Instant due = Objects.requireNonNull(schedule.due());
        assertThat(schedule.next(due.minusMillis(1))).isNull();
        assertThat(schedule.next(due)).isNotNull();
        return due;
    }
}
