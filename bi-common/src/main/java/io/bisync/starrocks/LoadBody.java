package io.bisync.starrocks;

import java.io.IOException;
import java.io.OutputStream;

/** Rows that can be written any number of times, with the same bytes each time. */
public interface LoadBody {

    /** How many rows the body has; StarRocks has to confirm the number. */
    long rows();

    /** How many bytes {@link #writeTo} writes. */
    long length();

    /** Writes all rows. */
    void writeTo(OutputStream out) throws IOException;
}
