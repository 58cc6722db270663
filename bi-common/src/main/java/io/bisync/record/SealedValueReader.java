package io.bisync.record;

import io.bisync.json.NameSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of a declared column that was sealed while nobody declared it: records that Kafka has kept fill a new column
 * when they are loaded again. For one thread.
 */
final class SealedValueReader {

    private final UndeclaredFields undeclaredFields;
    private final ValueReader values;
    private final MemberWriter members;
    private final Scanner outside;
    private final Scanner scanner = new Scanner();
    private final NameSet names = new NameSet();
    private final ValueReader inside;

    /** Leaves what it reads in {@code values}, as if it had stood in the record. */
    SealedValueReader(UndeclaredFields undeclaredFields, Scanner outside, ValueReader values, MemberWriter members) {
        this.undeclaredFields = undeclaredFields;
        this.outside = outside;
        this.values = values;
        this.members = members;
        this.inside =
                new ValueReader(scanner, new SubtreeChecker(scanner, names, undeclaredFields.byName()), values.scratch);
    }

    /** Whether such a value comes next. */
    boolean isNext() {
        return outside.peek() == '"' && SealedText.looksSealed(outside.source, outside.at, outside.end);
    }

    /** Passes it; what it opens to, or null where it is a text like any other and nothing is passed. */
    byte @Nullable [] open(ObjectSchema objectSchema, Field field) {
        int valueAt = outside.at;
        outside.string();
        members.knowAccount();
        var place = undeclaredFields.declared(objectSchema, field);
        var clear = undeclaredFields.opened(place, outside.source, valueAt, outside.at);
        if (clear == null) {
            outside.at = valueAt;
        }
        return clear;
    }

    /** Fits it to its column, with what nobody declared in it withheld; or says why it does not fit. */
    @Nullable OddValue read(ObjectSchema objectSchema, Field field, byte[] clear) {
        var judged = undeclaredFields.column(objectSchema, field, clear, 0, clear.length);
        var value = judged == null ? clear : judged;
        names.clear();
        scanner.start(value);
        var oddValue = inside.read(field);
        if (oddValue == null) {
            int flags = inside.flags;
            int from = inside.valueFrom;
            int to = inside.valueTo;
            if ((flags & RecordSlices.SCRATCH) == 0) {
                int start = values.scratch.size();
                values.scratch.append(value, from, to);
                from = start;
                to = values.scratch.size();
            }
            values.set(flags | RecordSlices.SCRATCH, from, to);
            values.rounded += inside.rounded;
        }
        inside.rounded = 0;
        scanner.release();
        return oddValue;
    }
}
