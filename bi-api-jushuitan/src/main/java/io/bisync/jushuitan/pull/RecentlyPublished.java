package io.bisync.jushuitan.pull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What a pull published lately, by id and version, so that a look at a window can tell what was never read. */
final class RecentlyPublished {

    /** Two generations of this length: at least one of them is always whole. */
    static final Duration SPAN = Duration.ofMinutes(20);

    private static final int MOST = 200_000;

    private Set<Row> newer = new HashSet<>();
    private Set<Row> older = Set.of();
    private Instant turned;
    private Instant wholeSince;

    RecentlyPublished(Instant now) {
        this.turned = now;
        this.wholeSince = now;
    }

    void add(String id, long version, Instant now) {
        if (newer.size() >= MOST || now.isAfter(turned.plus(SPAN))) {
            wholeSince = turned;
            older = newer;
            newer = new HashSet<>();
            turned = now;
        }
        newer.add(new Row(id, version));
    }

    boolean has(String id, long version) {
        Row row = new Row(id, version);
        return newer.contains(row) || older.contains(row);
    }

    /** Since when nothing that was published is forgotten. */
    Instant wholeSince() {
        return wholeSince;
    }

    private record Row(String id, long version) {}
}
