package io.bisync.basic.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.util.Locale;

/** An ERP that accounts belong to. */
public enum Source {
    /** Pulled by us: accounts are numbered and have app credentials. */
    JUSHUITAN,
    /** Writes its own topics: an account is a tenant and keeps the tenant's id. */
    LEKE;

    @JsonCreator
    public static Source of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The source of that name in an address; refused where there is none. */
    public static Source named(String text) {
        try {
            return of(text);
        } catch (IllegalArgumentException _) {
            throw new RefusedException(Code.INVALID, "source is jushuitan or leke");
        }
    }

    /** As topics, tables and REST spell it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
