package io.bisync.account.change;

import java.util.Locale;

/**
 * Something became of an account at bi-basic. It is a hint: who hears of it asks bi-basic, so hearing it twice, or late, does
 * no harm.
 *
 * @param source the account's ERP, for example {@code jushuitan}
 * @param account its id
 * @param kind what became of it
 */
public record AccountChanged(String source, String account, Kind kind) {

    /** Where bi-basic publishes them, by account. */
    public static final String TOPIC = "bi.account.changes";

    /** What became of an account. */
    public enum Kind {
        CREATED,
        CHANGED,
        CREDENTIALS_CHANGED,
        ENABLED,
        DISABLED,
        /** The merchant let a service provider's app in: there is a new token. */
        AUTHORISED,
        /** The merchant has to let a service provider's app in: its token ends soon, or the ERP takes it no more. */
        AUTHORISATION_NEEDED,
        DELETED;

        private final String type =
                "io.bisync.account." + name().toLowerCase(Locale.ROOT).replace('_', '.');

        /** The CloudEvents type. */
        public String type() {
            return type;
        }
    }
}
