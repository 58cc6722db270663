package io.bisync.proof.pull;

import io.bisync.jushuitan.pull.PullSchedule;
import io.bisync.jushuitan.pull.PullSchedule.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How old changes are when they are read, in the mean over two days of one account, in seconds.
 *
 * @param scheduled under the schedule of the pulls, which knows paces and what it was answered
 * @param fixed at the best fixed frequencies, which know every rate: as 95 calls a minute cover all paces, that is each entity
 *     exactly at its pace, so that a change waits for half a pace
 * @param clairvoyant the bound: with the same calls, asked by one who knows every change and no pace, where most is unread
 */
record Staleness(String activity, double scheduled, double fixed, double clairvoyant) {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final long CALL_MILLIS = 60_000 / 95;
    private static final long UNTIL = Duration.ofDays(2).toMillis();

    static Staleness of(Activity activity) {
        Map<String, ChangingEntity> entities = activity.entities();
        double scheduled = scheduled(entities);
        return new Staleness(
                activity.name(), scheduled / 1e3, fixed(entities) / 1e3, clairvoyant(activity.entities()) / 1e3);
    }

    /** How many times as old as at the best fixed frequencies. */
    double ratio() {
        return scheduled / fixed;
    }

    /** As lines for a person. */
    static List<String> table(List<Staleness> all) {
        List<String> lines = new ArrayList<>();
        lines.add("staleness of a change, s       schedule  best fixed  schedule/fixed  clairvoyant");
        all.forEach(it -> lines.add("  %-27s %9.1f %11.1f %15.2f %12.1f"
                .formatted(it.activity, it.scheduled, it.fixed, it.ratio(), it.clairvoyant)));
        return lines;
    }

    private static double scheduled(Map<String, ChangingEntity> entities) {
        Map<String, Duration> paces = new LinkedHashMap<>();
        entities.forEach((name, entity) -> paces.put(name, entity.pace()));
        var schedule = new PullSchedule(paces, START);
        List<Long> ages = new ArrayList<>();
        for (long millis = 0; millis < UNTIL; millis += CALL_MILLIS) {
            Instant now = START.plusMillis(millis);
            String name = schedule.next(now);
            ChangingEntity entity = name == null ? null : entities.get(name);
            if (name != null && entity != null) {
                boolean moved = entity.read(millis, ages);
                schedule.answered(name, new Answer.CaughtUp(moved), now.plusMillis(CALL_MILLIS));
            }
        }
        return mean(ages);
    }

    private static double clairvoyant(Map<String, ChangingEntity> entities) {
        List<Long> ages = new ArrayList<>();
        for (long millis = 0; millis < UNTIL; millis += CALL_MILLIS) {
            long now = millis;
            entities.values().stream()
                    .max(Comparator.comparingInt(it -> it.unread(now)))
                    .orElseThrow()
                    .read(now, ages);
        }
        return mean(ages);
    }

    /** Each entity at its pace, no call waiting for another. */
    private static double fixed(Map<String, ChangingEntity> entities) {
        double ages = 0;
        double changes = 0;
        for (ChangingEntity entity : entities.values()) {
            ages += entity.changes() * entity.pace().toMillis() / 2.0;
            changes += entity.changes();
        }
        return ages / changes;
    }

    private static double mean(List<Long> ages) {
        return ages.stream().mapToLong(Long::longValue).average().orElseThrow();
    }
}
