package io.bisync.basic.http;

/** A request that cannot be met, with a message for the one who asked; never a secret. */
public final class RefusedException extends RuntimeException {

    private final Code code;

    public RefusedException(Code code, String message) {
        super(message);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
