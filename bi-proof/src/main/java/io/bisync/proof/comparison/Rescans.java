package io.bisync.proof.comparison;

import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.proof.probe.Web;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether all of the suite's readings of what changed lately at Jushuitan, by account and entity, were begun and ended since
 * it was first asked: none was due at one moment, so none had begun; then each was due once more, and none is due any more.
 */
final class Rescans {

    private static final Pattern METER =
            Pattern.compile("(?m)^bi_pull_rescan(s_total|_lateness_seconds)\\{([^}]*)} (\\S+)$");

    private final LocalStack stack;
    private final InstantSource clock;
    private final Duration interval;
    private final Web web = new Web();
    private final Map<String, Reading> idle = new HashMap<>();
    private List<String> missing = List.of("nothing that is read again");

    /**
     * What the pods say of an account's entity.
     *
     * @param lateness seconds for which it has been due; 0 where it is not
     * @param ended readings
     */
    private record Reading(Instant at, double lateness, double ended) {

        Reading and(Reading other) {
            return new Reading(at, Math.max(lateness, other.lateness), ended + other.ended);
        }
    }

    Rescans(LocalStack stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
        Duration longest = Entities.ALL.stream()
                .flatMap(it -> it.rescans().stream().min(Comparator.naturalOrder()).stream())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        this.interval = Duration.ofMillis((long) (longest.toMillis() / stack.speed()));
    }

    boolean haveReadAgain() {
        Map<String, Reading> now = readings();
        now.forEach((key, reading) -> {
            if (reading.lateness() == 0) {
                idle.putIfAbsent(key, reading);
            }
        });
        missing = now.entrySet().stream()
                .filter(it -> !hasReadAgain(idle.get(it.getKey()), it.getValue()))
                .map(it -> "%s was not read again since then".formatted(it.getKey()))
                .toList();
        return !now.isEmpty() && missing.isEmpty();
    }

    /** What was not read again when it was asked last. */
    List<String> missing() {
        return missing;
    }

    private boolean hasReadAgain(@Nullable Reading before, Reading now) {
        return before != null
                && now.lateness() == 0
                && now.ended() > before.ended()
                && !now.at().isBefore(before.at().plus(interval));
    }

    private Map<String, Reading> readings() {
        Map<String, Reading> readings = new HashMap<>();
        Instant now = clock.instant();
        for (ServiceProcess pod : stack.jushuitanPods()) {
            String meters = web.get(
                    pod.management().resolve("/actuator/prometheus"),
                    stack.controlPlane().administrator());
            METER.matcher(meters).results().forEach(it -> {
                double value = Double.parseDouble(it.group(3));
                boolean isCount = it.group(1).equals("s_total");
                // Of another pod's account a pod says that it does not know.
                if (!Double.isNaN(value)) {
                    readings.merge(
                            it.group(2), new Reading(now, isCount ? 0 : value, isCount ? value : 0), Reading::and);
                }
            });
        }
        return readings;
    }
}
