package io.bisync.record;

import io.bisync.json.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes down what was read: as a member of its row, or of its row's {@code extra} where it fits no column. */
class NoteTaker extends IdentityReader {

    final RecordSchema recordSchema;
    final RecordSlices recordSlices;
    final UndeclaredFields undeclaredFields;
    final boolean byName;
    private final List<OddField> odd = new ArrayList<>();

    /** Personal fields that were dropped whole. */
    int personal;

    /** Whether something was withheld for an account before it was known. */
    boolean withheldTooEarly;

    NoteTaker(RecordSchema recordSchema, RecordSlices recordSlices, UndeclaredFields undeclaredFields) {
        super(recordSchema, recordSlices.scratch, undeclaredFields.byName());
        this.undeclaredFields = undeclaredFields;
        this.byName = undeclaredFields.byName();
        this.recordSchema = recordSchema;
        this.recordSlices = recordSlices;
    }

    final void beginNotes() {
        odd.clear();
        personal = 0;
        withheldTooEarly = false;
    }

    /** The values of declared fields that did not fit. */
    final List<OddField> odd() {
        return odd.isEmpty() ? List.of() : List.copyOf(odd);
    }

    final void note(ObjectSchema objectSchema, Field field, int nameAt, int valueAt, int row) {
        if (field.keyPart >= 0) {
            var keys = recordSlices.keys[objectSchema.depth];
            recordSlices.rows[objectSchema.table].array[row + RecordSlices.KEYS + field.keyPart] = keys.size;
            keys.add(flags, valueFrom, valueTo);
        }
        var rowBuffer = recordSlices.members[objectSchema.depth];
        if (!field.verbatim || valueAt != nameAt + field.length) {
            rowBuffer.name(source, field.prefix);
        } else if (standsAsWritten(valueAt)) {
            rowBuffer.run(source, nameAt, at);
            return;
        } else {
            rowBuffer.run(source, nameAt, valueAt);
            rowBuffer.flush(source);
        }
        rowBuffer.value(flags, (flags & RecordSlices.SCRATCH) == 0 ? source : scratch.array(), valueFrom, valueTo);
    }

    /** Whether the value needs no change, quotes or their absence included. */
    private boolean standsAsWritten(int valueAt) {
        int quote = flags & RecordSlices.QUOTE;
        return (flags & (RecordSlices.SCRATCH | RecordSlices.REWRITE)) == 0
                && valueFrom - quote == valueAt
                && valueTo + quote == at;
    }

    /** Whether this is the object around the entity. */
    final boolean isOutside(ObjectSchema objectSchema) {
        return objectSchema.depth == 0 && !objectSchema.equals(recordSchema.body);
    }

    /** One value that does not fit keeps no record out, unless there is no row without it: it goes to {@code extra}. */
    final void odd(ObjectSchema objectSchema, Field field, OddValue oddValue, int valueAt, int depth) {
        if (field.keyPart >= 0) {
            throw oddValue.rejected(objectSchema, field);
        }
        count(objectSchema, field, oddValue);
        if (oddValue != OddValue.NO_DATE) {
            at = valueAt;
            subtree(depth + 1);
            knowAccount();
            var withheld = undeclaredFields.odd(objectSchema, field, source, from, to);
            if (withheld == null) {
                recordSlices.extra[objectSchema.depth].odd(
                        isOutside(objectSchema), field, source, source, from, to, rewrite);
            } else {
                recordSlices.extra[objectSchema.depth].odd(
                        isOutside(objectSchema), field, source, withheld, 0, withheld.length, true);
            }
        }
    }

    /** What is withheld is withheld for its account. */
    final void knowAccount() {
        if (undeclaredFields.account == null) {
            undeclaredFields.account = identity.account;
            withheldTooEarly |= identity.account == null;
        }
    }

    private void count(ObjectSchema objectSchema, Field field, OddValue oddValue) {
        odd.add(new OddField(objectSchema.path + "." + field.name, oddValue.defect.code));
    }

    /** Keeps what an array that is not needed has instead of objects. */
    final void keepOther(ObjectSchema objectSchema, Field field, byte[] value, int length) {
        count(objectSchema, field, OddValue.NO_ARRAY);
        recordSlices.extra[objectSchema.depth].odd(isOutside(objectSchema), field, source, value, 0, length, true);
    }

    /** Reads what should have been such objects, without what their declaration calls personal or does not know. */
    final byte[] withoutPersonal(ObjectSchema child, int depth) {
        int before = personalInside;
        subtree(depth);
        personalInside = before;
        var out = new ByteArrayOutputStream(to - from);
        knowAccount();
        var redactionPass = new RedactionPass(source, from, to, out, undeclaredFields);
        redactionPass.whole(child);
        personal += redactionPass.removed;
        return out.toByteArray();
    }

    /** Appends the parts of a row's own key, each with a separator; false if one is missing. */
    final boolean key(ObjectSchema objectSchema, int row, Bytes out) {
        int[] keys = recordSlices.keys[objectSchema.depth].array;
        for (int part = 0; part < objectSchema.keyParts; part++) {
            int at = recordSlices.rows[objectSchema.table].array[row + RecordSlices.KEYS + part];
            if (at < 0) {
                return false;
            }
            byte[] bytes = (keys[at] & RecordSlices.SCRATCH) == 0 ? source : scratch.array();
            out.append(bytes, keys[at + 1], keys[at + 2]);
            out.append(0);
            out.append(0);
        }
        return true;
    }
}
