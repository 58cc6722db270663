package io.bisync.local.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Partition and half-open range of offsets, as a label ends: {@code …-p3-1000-1999}. */
record LabelRange(String label, int partition, long from, long to) {

    private static final Pattern END = Pattern.compile(".*-p(\\d+)-(\\d+)-(\\d+)");

    /** Null for a label that is not one of ours. */
    static @Nullable LabelRange parse(String label) {
        Matcher end = END.matcher(label);
        return end.matches()
                ? new LabelRange(
                        label,
                        Integer.parseInt(end.group(1)),
                        Long.parseLong(end.group(2)),
                        Long.parseLong(end.group(3)))
                : null;
    }

    boolean holds(int recordPartition, long offset) {
        return recordPartition == partition && from <= offset && offset < to;
    }
}
