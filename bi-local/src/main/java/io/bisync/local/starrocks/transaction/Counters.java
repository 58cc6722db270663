package io.bisync.local.starrocks.transaction;

/**
 * What the loads of one table did to it.
 *
 * @param loads loads that became visible
 * @param rows rows they carried, without the filtered ones
 * @param inserted rows under a new key
 * @param overwritten rows that replaced one with the same key
 * @param refused rows that the merge condition kept out
 * @param repeated rows that a later row of the same key in the same load replaced
 * @param filtered rows with bad values
 */
public record Counters(
        String table,
        long loads,
        long rows,
        long inserted,
        long overwritten,
        long refused,
        long repeated,
        long filtered) {

    public static Counters none(String table) {
        return new Counters(table, 0, 0, 0, 0, 0, 0, 0);
    }

    public Counters plus(Applied applied, long moreFiltered) {
        return new Counters(
                table,
                loads + 1,
                rows + applied.rows(),
                inserted + applied.inserted(),
                overwritten + applied.overwritten(),
                refused + applied.refused(),
                repeated + applied.repeated(),
                filtered + moreFiltered);
    }
}
