package io.bisync.run;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * Where the records of a slice end in a partition.
 *
 * @param topicId Kafka's id of the topic: one that was made anew has lost them
 * @param offset after its last record there
 */
public record SliceEnd(
        @NotNull @Size(max = 249) String topic,
        @NotNull @Size(max = 64) String topicId,
        @PositiveOrZero int partition,
        @PositiveOrZero long offset) {}
