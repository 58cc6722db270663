package io.bisync.account;

/** The control plane understood the request and refuses it: repeating cannot help. */
public final class ControlPlaneRefusedException extends ControlPlaneException {

    public ControlPlaneRefusedException(String code, String message) {
        super(code, message, null);
    }
}
