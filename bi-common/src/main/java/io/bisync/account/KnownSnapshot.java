package io.bisync.account;

import java.util.List;

/**
 * What is known of an entity that is only read as a whole.
 *
 * @param version the version that was given last; 0 where none was
 * @param rows every row that is published and was not deleted since
 */
public record KnownSnapshot(long version, List<SnapshotRow> rows) {

    public KnownSnapshot {
        rows = List.copyOf(rows);
    }
}
