package io.bisync.loading.range;

import io.bisync.loading.FailureException;
import io.bisync.loading.ValueFormats.Read;
import io.bisync.loading.ValueFormats.ValueFormat;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one range. Schemas that were given up in it stay given up as long as the range is there: its rows must
 * be the same however often they are made.
 */
final class RangeValues {

    /** A range's note has room for so many. */
    private static final int MOST_UNREAD = 20;

    private final @Nullable ValueFormat format;
    private final TreeSet<Integer> unread;
    private final boolean fresh;

    private RangeValues(@Nullable ValueFormat format, Set<Integer> unread, boolean fresh) {
        this.format = format;
        this.unread = new TreeSet<>(unread);
        this.fresh = fresh;
    }

    static RangeValues fresh(@Nullable ValueFormat format) {
        return new RangeValues(format, Set.of(), true);
    }

    static RangeValues intended(@Nullable ValueFormat format, Set<Integer> unread) {
        return new RangeValues(format, unread, false);
    }

    /** Whether values are JSON as they come: the usual way makes no object for each. */
    boolean arePlain() {
        return format == null;
    }

    /** For the rows of records that were read before. */
    RangeValues again() {
        return intended(format, unread);
    }

    /**
     * Reads the value of a record that would stand behind so many in the range; null where the range has to end before it, as
     * its schema is waited for and what stands before need not wait.
     *
     * @throws FailureException when nothing stands before, so that the partition has to rest
     */
    @Nullable Read read(byte @Nullable [] value, int records) {
        if (format == null || value == null) {
            return new Read.Json(value);
        }
        try {
            return format.read(value, unread, fresh);
        } catch (FailureException notYet) {
            if (fresh && records > 0) {
                return null;
            }
            throw notYet;
        }
    }

    /** Gives a schema up; false where the range has to end before that. */
    boolean leave(int schema) {
        return unread.contains(schema) || (unread.size() < MOST_UNREAD && unread.add(schema));
    }

    /** The schemas that were given up. */
    SortedSet<Integer> unread() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(unread));
    }
}
