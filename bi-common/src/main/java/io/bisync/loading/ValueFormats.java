package io.bisync.loading;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Port to what knows the formats of topics whose values are not plain JSON. */
@FunctionalInterface
public interface ValueFormats {

    /** What reads the values of a topic, or null where they are JSON as they come. */
    @Nullable ValueFormat of(String topic);

    /** Makes JSON of values by the schemas that they name. */
    @FunctionalInterface
    interface ValueFormat {

        /**
         * Reads a value. The same bytes give the same JSON, whenever they are read.
         *
         * @param unread schemas that count as unknown here, whatever is known of them meanwhile
         * @param mayLeave whether a schema that has been unknown for long enough may be given up; otherwise it is waited for
         * @throws FailureException when the schema is not known yet, so that the partition has to rest
         */
        Read read(byte[] value, Set<Integer> unread, boolean mayLeave);
    }

    /** What became of a value. */
    sealed interface Read {

        /** It is this JSON; null where the record has no value. */
        @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
        record Json(byte @Nullable [] value) implements Read {}

        /** It is none of its schema. The message holds nothing of it. */
        record Unfit(String code, String message) implements Read {}

        /** Nobody knows its schema, and it is not waited for any more. */
        record Unknown(int schema, String code, String message) implements Read {}
    }
}
