package io.bisync.basic.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.regex.Pattern;

/**
 * An ERP that accounts belong to, as topics, tables and REST spell it. Which ones there are, {@link Sources} knows.
 *
 * @param text for example {@code jushuitan}
 */
@Schema(type = "string", pattern = "^" + Source.SPELLING + "$", description = "An ERP of bi.account.sources")
public record Source(@JsonValue String text) {

    static final String SPELLING = "[a-z][a-z0-9]{0,31}";

    private static final Pattern ALLOWED = Pattern.compile(SPELLING);

    public Source {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException("Not the name of a source: %s".formatted(SPELLING));
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
