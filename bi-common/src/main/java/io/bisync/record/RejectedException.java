package io.bisync.record;

/** A record that does not fit. Has no stack trace because poison may come in masses. */
@SuppressWarnings("serial")
public final class RejectedException extends RuntimeException {

    final Defect defect;

    public RejectedException(Defect defect, String message) {
        super(message, null, false, false);
        this.defect = defect;
    }

    /** As it stands in {@code docs/errors.md}. */
    public String code() {
        return defect.code;
    }
}
