package io.bisync.local.starrocks.sql;

/** A query is answered with an HTTP status and this message. */
public final class SqlRefusedException extends RuntimeException {

    private final int status;

    SqlRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
