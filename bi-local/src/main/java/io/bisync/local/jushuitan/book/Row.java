package io.bisync.local.jushuitan.book;

import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one row: what changes is kept, everything else is derived from its seed when it is written. */
final class Row {

    final long number;
    /** What only the request knows of the key; 0 for the sum, and where there is no such thing. */
    final long scope;

    final long seed;
    final long createdAt;
    /** The rows that this one is the sum of. */
    final List<Row> parts;
    /** The rows of its lists, by the list's path. */
    final Map<String, List<Child>> children = new LinkedHashMap<>();

    int revision;
    long modifiedAt = Fields.NEVER;
    long ts;
    boolean gone;

    /** What keeps it from ever being loaded; null for nearly all rows. */
    @Nullable Defect defect;

    Row(long number, long scope, long seed, long createdAt, List<Row> parts) {
        this.number = number;
        this.scope = scope;
        this.seed = seed;
        this.createdAt = createdAt;
        this.parts = parts;
    }

    /** Whether it is there and should be loaded; sums of others are no rows of their own. */
    boolean isTrue() {
        return !gone && defect == null && parts.isEmpty();
    }

    List<Child> children(String path) {
        return children.computeIfAbsent(path, _ -> new ArrayList<>());
    }

    /** How a version is spelled: the same every time. */
    long mood() {
        return seed ^ ts * 31 ^ revision;
    }

    /** A row of a list. */
    static final class Child {

        final long number;
        final long seed;
        int revision;

        Child(long number, long seed) {
            this.number = number;
            this.seed = seed;
        }
    }
}
