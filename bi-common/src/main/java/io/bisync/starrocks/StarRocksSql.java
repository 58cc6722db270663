package io.bisync.starrocks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL over HTTP: one SELECT, SHOW or DESC at a time. */
public final class StarRocksSql {

    StarRocksSql() {}

    /**
     * The rows of a statement, values as JSON has them (decimals are text).
     *
     * @throws StarRocksException when the statement fails or its result is cut short
     */
    public List<List<@Nullable Object>> query(String sql) {
        throw new UnsupportedOperationException("Not built yet: " + sql);
    }
}
