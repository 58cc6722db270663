package io.bisync.basic.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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

    /** As topics, tables and REST spell it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
