package io.bisync.row;

import io.bisync.table.Table;
import java.io.IOException;
import java.io.OutputStream;

/** The rows of one table in a round, as JSON lines: the same bytes however often they are written. */
public interface TableRows {

    Table table();

    long rows();

    long bytes();

    void writeTo(OutputStream out) throws IOException;
}
