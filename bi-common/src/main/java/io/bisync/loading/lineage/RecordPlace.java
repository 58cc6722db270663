package io.bisync.loading.lineage;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a record lies; written {@code topic-partition@offset}. */
record RecordPlace(String topic, int partition, long offset) {

    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9._-]{1,249})-([0-9]{1,9})@([0-9]{1,18})");

    /** Null where it is none. */
    static @Nullable RecordPlace parse(String text) {
        var written = WRITTEN.matcher(text);
        return written.matches()
                ? new RecordPlace(
                        written.group(1), Integer.parseInt(written.group(2)), Long.parseLong(written.group(3)))
                : null;
    }

    @Override
    public String toString() {
        return "%s-%d@%d".formatted(topic, partition, offset);
    }
}
