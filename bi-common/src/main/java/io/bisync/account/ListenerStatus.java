package io.bisync.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one listener of one process stands.
 *
 * @param id its name within its service
 * @param kind what its records go through
 * @param topics what it listens to
 * @param group its consumer group
 * @param state what it does
 * @param reason why it is paused or stopped, where somebody decided that
 * @param by who decided that
 * @param members its consumers in this process that run
 * @param concurrency how many it should have
 * @param partitions those that this process has; of a share group all that it reads, as its members share their records
 * @param lastError what failed last, since the start
 * @param rebalances how often its consumers were given partitions, since they were made
 * @param lastRebalance when that was last
 * @param recordsPerSecond over about half a minute
 */
public record ListenerStatus(
        @NotBlank @Size(max = 200) String id,
        @NotNull Kind kind,
        @NotNull List<@NotBlank @Size(max = 249) String> topics,
        @Nullable @Size(max = 255) String group,
        @NotNull State state,
        @Nullable @Size(max = 200) String reason,
        @Nullable @Size(max = 200) String by,
        @PositiveOrZero int members,
        @PositiveOrZero int concurrency,
        @NotNull List<@Valid ListenerPartition> partitions,
        @Nullable @Valid LastError lastError,
        @PositiveOrZero long rebalances,
        @Nullable Instant lastRebalance,
        @PositiveOrZero double recordsPerSecond) {

    public ListenerStatus {
        topics = List.copyOf(topics);
        partitions = List.copyOf(partitions);
    }

    /** What the records of a listener go through. */
    public enum Kind {
        /** They are loaded. */
        LOADING,
        /** They are handled in lanes of keys. */
        LANES,
        /** They are handled by a method, one by one or in batches. */
        HANDLER,
        /** They are handled without an order by a share group, which cannot be paused. */
        SHARED
    }

    /** What a listener does. */
    public enum State {
        /** It will start when the decisions of operators were read. */
        WAITING,
        RUNNING,
        /** It is in its group and takes no records. */
        PAUSED,
        /** It is not in its group. */
        STOPPED,
        /** It ended by itself. */
        FAILED
    }

    /**
     * One partition.
     *
     * @param position the next record that its consumer takes; null where that is not known
     * @param committed what its group has committed, of a share group below what everything is through; null where there
     *     is nothing, or that is not known
     * @param end where it ends for a reader of what is committed; null while the broker did not say
     * @param lag how far the committed offset is from the end
     * @param standing whether it gives records
     * @param code why it rests, as docs/errors.md lists it, or null
     */
    public record ListenerPartition(
            @NotBlank @Size(max = 249) String topic,
            @PositiveOrZero int partition,
            @Nullable @PositiveOrZero Long position,
            @Nullable @PositiveOrZero Long committed,
            @Nullable @PositiveOrZero Long end,
            @Nullable @PositiveOrZero Long lag,
            @NotNull Standing standing,
            @Nullable @Size(max = 64) String code) {}

    /** Whether a partition gives records. */
    public enum Standing {
        READS,
        /** Its listener lets it rest for a while. */
        RESTS,
        /** An operator paused it. */
        PAUSED
    }

    /**
     * What failed.
     *
     * @param what a code of docs/errors.md, the class of an exception, or both
     * @param record with which record; null where it was not one
     * @param at when
     */
    public record LastError(
            @NotBlank @Size(max = 200) String what,
            @Nullable @Valid FailedRecord record,
            @NotNull Instant at) {}

    /**
     * Where a record is, never what it says.
     *
     * @param key what keeps its place in its lane, shortened; null outside of lanes
     */
    public record FailedRecord(
            @NotBlank @Size(max = 249) String topic,
            @PositiveOrZero int partition,
            @PositiveOrZero long offset,
            @Nullable @Size(max = 200) String key) {}
}
