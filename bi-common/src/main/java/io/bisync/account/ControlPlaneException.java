package io.bisync.account;

import org.jspecify.annotations.Nullable;

/** Why the control plane did not do what it was asked; the code stands in docs/errors.md. */
public abstract sealed class ControlPlaneException extends RuntimeException
        permits ControlPlaneRefusedException, ControlPlaneUnavailableException, LeaseLostException {

    private final String code;

    ControlPlaneException(String code, String message, @Nullable Throwable cause) {
        super(code + " " + message, cause);
        this.code = code;
    }

    /** The error code, for example {@code BI-BASIC-01}. */
    public String code() {
        return code;
    }
}
