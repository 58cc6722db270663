package io.bisync.account;

import org.jspecify.annotations.Nullable;

/** The control plane did not answer, or could not: try again later. */
public final class ControlPlaneUnavailableException extends ControlPlaneException {

    public ControlPlaneUnavailableException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
