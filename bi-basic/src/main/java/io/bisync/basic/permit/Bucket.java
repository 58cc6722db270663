package io.bisync.basic.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calls granted in the last minute: the ERP's limits hold for every second and every minute, wherever they begin, which
 * a counter that starts anew cannot promise. Grants older than a second are kept by the second, at its latest moment.
 */
final class Bucket {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60_000;

    private record Grant(long at, int calls) {

        Grant and(Grant later) {
            return new Grant(Math.max(at, later.at), calls + later.calls);
        }
    }

    private final List<Grant> grants;

    private Bucket(List<Grant> grants) {
        this.grants = grants;
    }

    /** Reads what {@link #toString} wrote. */
    static Bucket parse(String text) {
        return new Bucket(Stream.of(text.split(" ", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.split(":", -1))
                .map(part -> new Grant(Long.parseLong(part[0]), Integer.parseInt(part[1])))
                .collect(Collectors.toCollection(ArrayList::new)));
    }

    /** How many calls may be made now, and notes them as made. */
    int take(int wanted, Limits limits, Instant now) {
        long time = now.toEpochMilli();
        forget(time);
        int free = Math.min(
                limits.perSecond() - callsAfter(time - SECOND), limits.perMinute() - callsAfter(time - MINUTE));
        int granted = Math.clamp(free, 0, wanted);
        if (granted > 0) {
            grants.add(new Grant(time, granted));
        }
        return granted;
    }

    int inTheLastMinute(Instant now) {
        return callsAfter(now.toEpochMilli() - MINUTE);
    }

    /** How long until a call may be made, for someone who got none. */
    Duration pause(Limits limits, Instant now) {
        long time = now.toEpochMilli();
        long until = Math.max(freeAt(limits.perSecond(), SECOND, time), freeAt(limits.perMinute(), MINUTE, time));
        return Duration.ofMillis(Math.max(until - time, 1));
    }

    private long freeAt(int limit, long window, long now) {
        int calls = callsAfter(now - window);
        for (var grant : grants) {
            if (calls < limit) {
                break;
            }
            if (grant.at > now - window) {
                calls -= grant.calls;
                if (calls < limit) {
                    return grant.at + window;
                }
            }
        }
        return now;
    }

    private int callsAfter(long moment) {
        return grants.stream()
                .filter(grant -> grant.at > moment)
                .mapToInt(Grant::calls)
                .sum();
    }

    private void forget(long now) {
        grants.removeIf(grant -> grant.at <= now - MINUTE);
        for (int i = grants.size() - 2; i >= 0; i--) {
            var grant = grants.get(i);
            var later = grants.get(i + 1);
            if (later.at <= now - SECOND && grant.at / SECOND == later.at / SECOND) {
                grants.set(i, grant.and(later));
                grants.remove(i + 1);
            }
        }
    }

    @Override
    public String toString() {
        return grants.stream().map(grant -> grant.at + ":" + grant.calls).collect(Collectors.joining(" "));
    }
}
