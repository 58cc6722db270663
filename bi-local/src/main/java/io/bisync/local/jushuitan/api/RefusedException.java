package io.bisync.local.jushuitan.api;

/** The vendor refuses a call with one of its codes; the message is the one that travels. */
final class RefusedException extends RuntimeException {

    private final int code;

    RefusedException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static RefusedException invalid(String what) {
        return new RefusedException(140, "参数不符合规范: " + what);
    }

    static RefusedException missing(String field) {
        return new RefusedException(130, "入参缺少" + field);
    }

    int code() {
        return code;
    }
}
