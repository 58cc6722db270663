package io.bisync.basic.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.bisync.account.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.regex.Pattern;

/**
 * An ERP that accounts belong to, as topics, tables and REST spell it. Which ones there are, {@link Sources} knows.
 *
 * @param text for example {@code jushuitan}
 */
@Schema(type = "string", pattern = "^" + Account.SOURCE + "$", description = "An ERP of bi.account.sources")
public record Source(@JsonValue String text) {

    private static final Pattern ALLOWED = Pattern.compile(Account.SOURCE);

    public Source {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException("Not the name of a source: %s".formatted(Account.SOURCE));
        }
    }

    @JsonCreator
    public static Source of(String text) {
        return new Source(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
