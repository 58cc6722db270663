package io.bisync.table;

import org.jspecify.annotations.Nullable;

/** Which fields followed a field lately: records list theirs in one order, with gaps. A right guess saves a look-up. */
final class Successors {

    private static final int BITS = 8;
    private static final int MASK = (1 << BITS) - 1;

    /** By shape and field (one more for the start of an object); the latest successor in the lowest bits, then the one before. */
    private final int[][] latest;

    Successors(int shapes) {
        latest = new int[shapes][Shape.MOST_FIELDS + 1];
    }

    /** One of the two fields that followed {@code last} most lately, if its name, quotes and colon included, stands here. */
    @Nullable Field expected(Shape shape, int last, byte[] source, int at, int end) {
        if (shape.size() == 0) {
            return null;
        }
        int[] successors = latest[shape.id];
        int guesses = successors[last];
        var first = shape.field(guesses & MASK);
        if (first.stands(source, at, end)) {
            return first;
        }
        var second = shape.field((guesses >>> BITS) & MASK);
        if (second.stands(source, at, end)) {
            successors[last] = (guesses << BITS) | second.index();
            return second;
        }
        return null;
    }

    void follows(Shape shape, int last, Field field) {
        int[] successors = latest[shape.id];
        successors[last] = (successors[last] << BITS) | field.index();
    }
}
