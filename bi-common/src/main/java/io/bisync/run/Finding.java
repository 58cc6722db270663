package io.bisync.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verification or a rehearsal found.
 *
 * @param from where in the slice's window, with {@code to}; null where it is no window
 * @param rows of how many rows it holds; of a difference that was counted, how many more there are on one side
 * @param detail examples, in words: ids, versions and names of columns, never a value that is personal
 */
public record Finding(
        @NotNull Sort sort,
        @Nullable Instant from,
        @Nullable Instant to,
        @PositiveOrZero long rows,
        @Nullable @Size(max = 500) String detail) {

    /** What it says. */
    public enum Sort {
        /** Both sides agree; or a replay would change nothing. */
        SAME,
        /** The ERP has it, and StarRocks does not; or a replay would add it. */
        MISSING,
        /** StarRocks has an older or another content; or a replay would change it. */
        DIFFERENT,
        /** StarRocks has it, and the ERP does not, or not any more. */
        LEFT_OVER,
        /** StarRocks has a newer one, which loading again leaves alone. */
        NEWER,
        /** It cannot be known, and the detail says why. */
        UNKNOWN
    }

    /** Whether loading the window again may mend it. */
    @JsonIgnore
    public boolean isRepairable() {
        return from != null
                && to != null
                && switch (sort) {
                    case MISSING, DIFFERENT, LEFT_OVER -> true;
                    case SAME, NEWER, UNKNOWN -> false;
                };
    }
}
