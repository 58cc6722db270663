package io.bisync.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a partition.
 *
 * @param topicId Kafka's id of the topic: one that was made anew has other records
 * @param from the first offset
 * @param to the offset after the last one
 * @param only of these offsets alone, in order; none: of all
 * @param accounts of these accounts alone; none: of all
 * @param mend what takes the place of the one record's value; null where records are taken as they are
 */
public record Stretch(
        String topic,
        String topicId,
        int partition,
        long from,
        long to,
        List<Long> only,
        List<String> accounts,
        @Nullable Mend mend) {

    public Stretch {
        only = List.copyOf(only);
        accounts = List.copyOf(accounts);
    }

    @Override
    public String toString() {
        return "%s-%d from %d to %d".formatted(topic, partition, from, to);
    }

    /**
     * A value that a person wrote.
     *
     * @param value JSON; it may hold personal values until it is redacted, and is never logged
     * @param otherIdentity whether it may have another id or version than the record
     */
    public record Mend(String value, boolean otherIdentity) {

        @Override
        public String toString() {
            return "a mended value";
        }
    }
}
