package io.bisync.registry;

import org.jspecify.annotations.Nullable;

/** What a schema registry did not give. The message holds no value of a record. */
public final class RegistryException extends RuntimeException {

    /** Why, as it stands in docs/errors.md. */
    public enum Reason {
        /** It does not answer, does not let us in, or is none: asking again may help. */
        AWAY("BI-REGISTRY-01"),
        /** It answers that it has no such schema or subject. */
        UNKNOWN("BI-REGISTRY-02"),
        /** It does not take the schema. */
        REFUSED("BI-REGISTRY-07");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Reason reason;

    RegistryException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
