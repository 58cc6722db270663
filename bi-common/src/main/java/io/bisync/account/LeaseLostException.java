package io.bisync.account;

/** The lease has gone to somebody else: stop, forget what was prepared, and ask for a new one. */
public final class LeaseLostException extends ControlPlaneException {

    public LeaseLostException(String code, String message) {
        super(code, message, null);
    }
}
