package io.bisync.registry;

/** A value that cannot be read by its schema. Holds nothing of it, and has no stack trace because they may come in masses. */
@SuppressWarnings("serial")
public final class UnfitValueException extends RuntimeException {

    /** Why; each code has a line in docs/errors.md. */
    public enum Defect {
        NO_PREFIX("BI-REGISTRY-03"),
        UNUSABLE_SCHEMA("BI-REGISTRY-04"),
        NOT_OF_ITS_SCHEMA("BI-REGISTRY-05");

        private final String code;

        Defect(String code) {
            this.code = code;
        }
    }

    private final Defect defect;

    public UnfitValueException(Defect defect, String message) {
        super(message, null, false, false);
        this.defect = defect;
    }

    /** As it stands in {@code docs/errors.md}. */
    public String code() {
        return defect.code;
    }
}
