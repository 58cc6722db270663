package io.bisync.handler;

/** A handler that would not do what its settings say: its application does not start. */
final class HandlerRefusedException extends RuntimeException {

    private final String remedy;

    /**
     * @param what begins with the error's code
     * @param remedy what to do about it, as sentences
     */
    HandlerRefusedException(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    HandlerRefusedException(String what, String remedy, Throwable cause) {
        super(what, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
