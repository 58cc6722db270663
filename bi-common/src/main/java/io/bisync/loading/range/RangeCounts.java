package io.bisync.loading.range;

import io.bisync.record.OddField;
import io.bisync.record.UndeclaredField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was in a range.
 *
 * @param loaded records whose rows are in StarRocks by this range
 * @param superseded records whose entity has a newer record in the same range
 * @param rejected records in the dead letter topic, by code
 * @param parked records of accounts that are held
 * @param ignored records that say nothing
 * @param versionConflicts records of an equal version with other bytes
 * @param undeclared values of fields that nobody declared, by field and type
 * @param odd values of declared fields that their column does not take, by field and code
 * @param tables rows and bytes by table, in load order
 * @param accounts the same by account
 */
public record RangeCounts(
        int loaded,
        int superseded,
        Map<String, Integer> rejected,
        int parked,
        int ignored,
        int versionConflicts,
        Map<UndeclaredField, Integer> undeclared,
        Map<OddField, Integer> odd,
        List<TableCount> tables,
        Map<String, AccountCount> accounts) {

    public static final RangeCounts NONE =
            new RangeCounts(0, 0, Map.of(), 0, 0, 0, Map.of(), Map.of(), List.of(), Map.of());

    /** Rows and bytes sent to one table. */
    public record TableCount(String table, long rows, long bytes) {}

    /**
     * One account's part.
     *
     * @param rows rows of its records, over all tables
     * @param rejected its records in the dead letter topic
     * @param newestChange the newest event time among its records, null when none was loaded
     */
    public record AccountCount(
            long rows, long rejected, @Nullable Instant newestChange) {

        AccountCount plus(AccountCount other) {
            return new AccountCount(
                    rows + other.rows, rejected + other.rejected, later(newestChange, other.newestChange));
        }

        private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
            return one == null || (other != null && other.isAfter(one)) ? other : one;
        }
    }

    /** Records, whatever became of them. */
    public int records() {
        return loaded
                + superseded
                + parked
                + ignored
                + rejected.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Values of fields that nobody declared. */
    public int unknown() {
        return undeclared.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Rows over all tables. */
    public long rows() {
        return tables.stream().mapToLong(TableCount::rows).sum();
    }

    /** Bytes over all tables. */
    public long bytes() {
        return tables.stream().mapToLong(TableCount::bytes).sum();
    }
}
