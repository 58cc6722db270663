package io.bisync.loading.partition;

import io.bisync.loading.Failure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one partition stands, for people.
 *
 * @param state what the partition is doing
 * @param committed the committed offset as it was last seen, or -1 before it was read
 * @param intent the end of the range that is being loaded, or -1
 * @param position everything below it is loaded, markers behind the last record too; -1 while the committed offset has to
 *     be read again
 * @param waiting records that were received and are not committed yet
 * @param lag the broker's end minus what is committed; null where either is not known
 * @param lastLabel the label sent or asked last
 * @param lastOutcome the answer to it
 * @param linger how long it rests after a small round
 * @param restsUntil when it goes on, if it rests
 * @param failures how often in a row it failed; a search for refused records that came further starts this anew
 * @param failure why, or null
 */
public record PartitionStatus(
        String topic,
        int partition,
        State state,
        long committed,
        long intent,
        long position,
        long waiting,
        @Nullable Long lag,
        @Nullable String lastLabel,
        @Nullable String lastOutcome,
        Duration linger,
        @Nullable Instant restsUntil,
        int failures,
        @Nullable Failure failure) {

    /** How many records up to {@code end} are not loaded; markers that were passed do not count. */
    public long behind(long end) {
        return committed < 0 ? Math.max(1, waiting) : Math.max(0, end - Math.max(committed, position));
    }

    /** Whether everything below {@code end} is loaded for certain. */
    public boolean isLoaded(long end) {
        return position >= 0 && behind(end) == 0;
    }

    /** The same with the lag up to {@code end}. */
    public PartitionStatus withEnd(@Nullable Long end) {
        return new PartitionStatus(
                topic,
                partition,
                state,
                committed,
                intent,
                position,
                waiting,
                end == null || committed < 0 ? null : behind(end),
                lastLabel,
                lastOutcome,
                linger,
                restsUntil,
                failures,
                failure);
    }

    /** What a partition is doing. */
    public enum State {
        /** Waits for records. */
        READY,
        /** Rests for the linger, so that the next round is larger. */
        LINGERING,
        /** Is collecting the records of a range that was intended before. */
        RECOVERING,
        /** Is being loaded. */
        LOADING,
        /** Rests after a failure; it goes by the committed offset afterwards. */
        RESTING,
        /** Rests as long as possible: a person has to change something. */
        STOPPED
    }
}
