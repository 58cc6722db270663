package io.bisync.starrocks;

import org.jspecify.annotations.Nullable;

/** StarRocks could not be asked, or refused to answer. */
public final class StarRocksException extends RuntimeException {

    private final ErrorCode code;

    public StarRocksException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public StarRocksException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code.message(message), cause);
        this.code = code;
    }

    /** Why. */
    public ErrorCode code() {
        return code;
    }
}
