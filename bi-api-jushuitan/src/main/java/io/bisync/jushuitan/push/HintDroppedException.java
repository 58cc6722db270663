package io.bisync.jushuitan.push;

/** A hint that is not read again, and that trying once more would not help. */
final class HintDroppedException extends Exception {

    private final String reason;

    /** @param reason as the meter names it */
    HintDroppedException(String reason) {
        super("The hint is given up: " + reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
