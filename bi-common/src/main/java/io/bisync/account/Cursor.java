package io.bisync.account;

import jakarta.validation.constraints.NotNull;
import java.math.BigInteger;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a pull has come.
 *
 * @param value the position, for example the next start_ts: digits are compared as a number, anything else as text
 * @param caughtUpAt every change that the ERP made before this instant has been published
 */
public record Cursor(
        @NotNull @jakarta.validation.constraints.Pattern(regexp = Cursor.VALUE) String value,

        @Nullable Instant caughtUpAt) {

    static final String VALUE = "[\\x21-\\x7e]{1,256}";

    private static final Pattern ALLOWED = Pattern.compile(VALUE);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    public Cursor {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Not a cursor value: '%s' (1 to 256 visible ASCII characters)".formatted(value));
        }
    }

    /** Whether a move from the other cursor to this one would go back. */
    public boolean isBehind(Cursor other) {
        if (NUMBER.matcher(value).matches() && NUMBER.matcher(other.value).matches()) {
            return new BigInteger(value).compareTo(new BigInteger(other.value)) < 0;
        }
        return value.compareTo(other.value) < 0;
    }

    /** This cursor, with the later of both instants: what was once published stays published. */
    public Cursor after(Cursor earlier) {
        if (earlier.caughtUpAt == null || (caughtUpAt != null && caughtUpAt.isAfter(earlier.caughtUpAt))) {
            return this;
        }
        return new Cursor(value, earlier.caughtUpAt);
    }
}
