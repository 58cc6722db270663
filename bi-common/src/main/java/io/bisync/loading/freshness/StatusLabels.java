package io.bisync.loading.freshness;

import io.bisync.secret.Sha256;
import io.bisync.table.Table;

/**
 * Names loads of the two tables: {@code <table>-<fingerprint>-v<version>}. bi-basic gives a version once, so no two loads
 * share a label.
 *
 * @param environment the deployment, as two of them may share a database
 * @param database the StarRocks database; labels are unique in it
 */
record StatusLabels(String environment, String database) {

    private static final int DIGITS = 32;

    /** What the labels of a table's loads for a source begin with. */
    String of(Table table, String source) {
        var parts = String.join("\n", environment, database, source, table.name());
        return table.name() + "-" + Sha256.hex(parts).substring(0, DIGITS);
    }
}
