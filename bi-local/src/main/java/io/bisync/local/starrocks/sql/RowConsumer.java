package io.bisync.local.starrocks.sql;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a result as it comes. */
public interface RowConsumer {

    void columns(List<ResultColumn> columns) throws IOException;

    void row(List<@Nullable Object> values) throws IOException;
}
