package io.bisync.local.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a label of ours says of its load: {@code <table>-<hash>-e0-p3-1000-1999}.
 *
 * @param stem what stands before the partition; the same for all loads of a topic into a table
 * @param from the first offset
 * @param to the offset behind the last one
 */
public record LabelRange(String stem, int partition, long from, long to) {

    private static final Pattern LABEL = Pattern.compile("(.+)-p(\\d+)-(\\d+)-(\\d+)");

    /** Null for a label that is not one of ours. */
    public static @Nullable LabelRange parse(String label) {
        Matcher parts = LABEL.matcher(label);
        return parts.matches()
                ? new LabelRange(
                        parts.group(1),
                        Integer.parseInt(parts.group(2)),
                        Long.parseLong(parts.group(3)),
                        Long.parseLong(parts.group(4)))
                : null;
    }

    public boolean holds(int recordPartition, long offset) {
        return recordPartition == partition && from <= offset && offset < to;
    }
}
