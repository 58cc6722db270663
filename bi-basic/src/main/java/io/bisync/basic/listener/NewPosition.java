package io.bisync.basic.listener;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a listener's group is to read on.
 *
 * @param to which kind of place
 * @param offset with OFFSET: the next record
 * @param time with TIME: the first record that is not older
 * @param topic of this topic only; absent means all of the listener's
 * @param partition of this partition only; absent means all
 * @param dryRun says what would become of it, and changes nothing
 * @param reason why
 */
record NewPosition(
        @NotNull To to,
        @Nullable @PositiveOrZero Long offset,
        @Nullable Instant time,
        @Nullable @Size(max = 249) String topic,
        @Nullable @PositiveOrZero Integer partition,
        boolean dryRun,
        @NotBlank @Size(min = 1, max = 200) String reason) {

    /** A kind of place. */
    enum To {
        /** The oldest record that is there. */
        BEGINNING,
        /** Behind the last record that is committed. */
        END,
        OFFSET,
        TIME
    }
}
