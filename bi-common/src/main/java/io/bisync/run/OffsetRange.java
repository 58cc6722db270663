package io.bisync.run;

import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

/**
 * Offsets of a partition.
 *
 * @param from the first one
 * @param to after the last one; null: where the partition ends when the run is planned
 */
public record OffsetRange(
        @PositiveOrZero int partition,
        @PositiveOrZero long from,
        @PositiveOrZero @Nullable Long to) {}
