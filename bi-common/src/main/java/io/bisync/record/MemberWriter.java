package io.bisync.record;

import io.bisync.json.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes down what was read: as a member of its row, or of its row's {@code extra} where it fits no column. */
final class MemberWriter {

    private final RecordSchema recordSchema;
    private final RecordSlices recordSlices;
    private final UndeclaredFields undeclaredFields;
    private final Scanner scanner;
    private final SubtreeChecker subtrees;
    private final ValueReader values;
    private final Identity identity;
    private final List<OddField> odd = new ArrayList<>();

    /** Personal fields that were dropped whole. */
    int personal;

    /** Whether something was withheld for an account before it was known. */
    boolean withheldTooEarly;

    MemberWriter(
            RecordSchema recordSchema,
            RecordSlices recordSlices,
            UndeclaredFields undeclaredFields,
            Scanner scanner,
            SubtreeChecker subtrees,
            ValueReader values,
            Identity identity) {
        this.recordSchema = recordSchema;
        this.recordSlices = recordSlices;
        this.undeclaredFields = undeclaredFields;
        this.scanner = scanner;
        this.subtrees = subtrees;
        this.values = values;
        this.identity = identity;
    }

    void clear() {
        odd.clear();
        personal = 0;
        withheldTooEarly = false;
    }

    /** The values of declared fields that did not fit. */
    List<OddField> odd() {
        return odd.isEmpty() ? List.of() : List.copyOf(odd);
    }

    /** Writes the value that was read last, unless it is NULL. */
    void write(ObjectSchema objectSchema, Field field, int nameAt, int valueAt, int row) {
        var values = this.values; // a local for each that is asked several times: this runs for each field
        int from = values.valueFrom;
        int to = values.valueTo;
        if (from == to) {
            return;
        }
        int flags = values.flags;
        if (field.keyPart >= 0) {
            var keys = recordSlices.keys[objectSchema.depth];
            recordSlices.rows[objectSchema.table].array[row + RecordSlices.KEYS + field.keyPart] = keys.size;
            keys.add(flags, from, to);
        }
        byte[] source = scanner.source;
        int end = scanner.at;
        var rowBuffer = recordSlices.members[objectSchema.depth];
        if (!field.verbatim || valueAt != nameAt + field.length) {
            rowBuffer.name(source, field.prefix);
        } else if (standsAsWritten(flags, from, to, valueAt, end)) {
            rowBuffer.run(source, nameAt, end);
            return;
        } else {
            rowBuffer.run(source, nameAt, valueAt);
            rowBuffer.flush(source);
        }
        rowBuffer.value(flags, (flags & RecordSlices.SCRATCH) == 0 ? source : values.scratch.array(), from, to);
    }

    /** The same for a value that stands in no record. */
    void write(ObjectSchema objectSchema, Field field, int row) {
        write(objectSchema, field, scanner.at, scanner.at, row);
    }

    /** Whether the value needs no change, quotes or their absence included. */
    private static boolean standsAsWritten(int flags, int from, int to, int valueAt, int end) {
        int quote = flags & RecordSlices.QUOTE;
        return (flags & (RecordSlices.SCRATCH | RecordSlices.REWRITE)) == 0
                && from - quote == valueAt
                && to + quote == end;
    }

    /** Whether this is the object around the entity. */
    boolean isOutside(ObjectSchema objectSchema) {
        return objectSchema.depth == 0 && !objectSchema.equals(recordSchema.body);
    }

    /** One value that does not fit keeps no record out, unless there is no row without it: it goes to {@code extra}. */
    void odd(ObjectSchema objectSchema, Field field, OddValue oddValue, int valueAt, int depth) {
        if (field.keyPart >= 0) {
            throw oddValue.rejected(objectSchema, field);
        }
        count(objectSchema, field, oddValue);
        if (oddValue != OddValue.NO_DATE) {
            scanner.at = valueAt;
            subtrees.check(depth + 1);
            knowAccount();
            var withheld = undeclaredFields.odd(objectSchema, field, scanner.source, scanner.from, scanner.to);
            if (withheld == null) {
                recordSlices.extra[objectSchema.depth].odd(
                        isOutside(objectSchema),
                        field,
                        scanner.source,
                        scanner.source,
                        scanner.from,
                        scanner.to,
                        subtrees.rewrite);
            } else {
                recordSlices.extra[objectSchema.depth].odd(
                        isOutside(objectSchema), field, scanner.source, withheld, 0, withheld.length, true);
            }
        }
    }

    /** The same for a value that was sealed. */
    void odd(ObjectSchema objectSchema, Field field, OddValue oddValue, byte[] clear) {
        count(objectSchema, field, oddValue);
        if (oddValue != OddValue.NO_DATE) {
            var withheld = undeclaredFields.odd(objectSchema, field, clear, 0, clear.length);
            var value = withheld == null ? clear : withheld;
            recordSlices.extra[objectSchema.depth].odd(
                    isOutside(objectSchema), field, scanner.source, value, 0, value.length, true);
        }
    }

    /** What is withheld is withheld for its account. */
    void knowAccount() {
        if (undeclaredFields.account == null) {
            undeclaredFields.account = identity.account;
            withheldTooEarly |= identity.account == null;
        }
    }

    private void count(ObjectSchema objectSchema, Field field, OddValue oddValue) {
        odd.add(new OddField(objectSchema.path + "." + field.name, oddValue.defect.code));
    }

    /** Keeps what an array that is not needed has instead of objects. */
    void keepOther(ObjectSchema objectSchema, Field field, byte[] value, int length) {
        count(objectSchema, field, OddValue.NO_ARRAY);
        recordSlices.extra[objectSchema.depth].odd(
                isOutside(objectSchema), field, scanner.source, value, 0, length, true);
    }

    /** Reads what should have been such objects, without what their declaration calls personal or does not know. */
    byte[] withoutPersonal(ObjectSchema child, int depth) {
        int before = subtrees.personalInside;
        subtrees.check(depth);
        subtrees.personalInside = before;
        var out = new ByteArrayOutputStream(scanner.to - scanner.from);
        knowAccount();
        var redactionPass = new RedactionPass(scanner.source, scanner.from, scanner.to, out, undeclaredFields);
        redactionPass.whole(child);
        personal += redactionPass.removed;
        return out.toByteArray();
    }

    /** Appends the parts of a row's own key, each with a separator; false if one is missing. */
    boolean key(ObjectSchema objectSchema, int row, Bytes out) {
        int[] keys = recordSlices.keys[objectSchema.depth].array;
        for (int part = 0; part < objectSchema.keyParts; part++) {
            int at = recordSlices.rows[objectSchema.table].array[row + RecordSlices.KEYS + part];
            if (at < 0) {
                return false;
            }
            byte[] bytes = (keys[at] & RecordSlices.SCRATCH) == 0 ? scanner.source : values.scratch.array();
            out.append(bytes, keys[at + 1], keys[at + 2]);
            out.append(0);
            out.append(0);
        }
        return true;
    }
}
