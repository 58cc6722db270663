package io.bisync.table;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes down what was read: as a member of its row, or of its row's {@code extra} where it fits no column. */
class NoteTaker extends IdentityReader {

    final Compiled compiled;
    final Noted noted;
    final Undeclared undeclared;
    final boolean byName;
    private final List<Normalised.OddField> odd = new ArrayList<>();

    /** Personal fields that were dropped whole. */
    int personal;

    /** Whether something was withheld for an account before it was known. */
    boolean withheldTooEarly;

    NoteTaker(Compiled compiled, Noted noted, Undeclared undeclared) {
        super(compiled, noted.scratch, undeclared.byName());
        this.undeclared = undeclared;
        this.byName = undeclared.byName();
        this.compiled = compiled;
        this.noted = noted;
    }

    final void beginNotes() {
        odd.clear();
        personal = 0;
        withheldTooEarly = false;
    }

    /** The values of declared fields that did not fit. */
    final List<Normalised.OddField> odd() {
        return odd.isEmpty() ? List.of() : List.copyOf(odd);
    }

    final void note(Shape shape, Field field, int nameAt, int valueAt, int row) {
        if (field.keyPart >= 0) {
            var keys = noted.keys[shape.depth];
            noted.rows[shape.table].array[row + Noted.KEYS + field.keyPart] = keys.size;
            keys.add(flags, valueFrom, valueTo);
        }
        var members = noted.members[shape.depth];
        if (!field.verbatim || valueAt != nameAt + field.length) {
            members.flush(source);
            members.bytes.append(compiled.layouts().get(shape.table).prefixes()[field.column]);
        } else if (standsAsWritten(valueAt)) {
            members.run(source, nameAt, at);
            return;
        } else {
            members.run(source, nameAt, valueAt);
            members.flush(source);
        }
        members.value(flags, (flags & Noted.SCRATCH) == 0 ? source : scratch.array, valueFrom, valueTo);
    }

    /** Whether the value needs no change, quotes or their absence included. */
    private boolean standsAsWritten(int valueAt) {
        int quote = flags & Noted.QUOTE;
        return (flags & (Noted.SCRATCH | Noted.REWRITE)) == 0 && valueFrom - quote == valueAt && valueTo + quote == at;
    }

    /** Whether this is the object around the entity. */
    final boolean isOutside(Shape shape) {
        return shape.depth == 0 && !shape.equals(compiled.body());
    }

    /** One value that does not fit keeps no record out, unless there is no row without it: it goes to {@code extra}. */
    final void odd(Shape shape, Field field, Oddity oddity, int valueAt, int depth) {
        if (field.keyPart >= 0) {
            throw oddity.misfit(shape, field);
        }
        count(shape, field, oddity);
        if (oddity != Oddity.NO_DATE) {
            at = valueAt;
            subtree(depth + 1);
            knowAccount();
            var withheld = undeclared.odd(shape, field, source, from, to);
            if (withheld == null) {
                noted.extra[shape.depth].odd(isOutside(shape), field, source, source, from, to, rewrite);
            } else {
                noted.extra[shape.depth].odd(isOutside(shape), field, source, withheld, 0, withheld.length, true);
            }
        }
    }

    /** What is withheld is withheld for its account. */
    final void knowAccount() {
        if (undeclared.account == null) {
            undeclared.account = identity.account;
            withheldTooEarly |= identity.account == null;
        }
    }

    private void count(Shape shape, Field field, Oddity oddity) {
        odd.add(new Normalised.OddField(shape.path + "." + field.name, oddity.defect.code));
    }

    /** Keeps what an array that is not needed has instead of objects. */
    final void keepOther(Shape shape, Field field, byte[] value, int length) {
        count(shape, field, Oddity.NO_ARRAY);
        noted.extra[shape.depth].odd(isOutside(shape), field, source, value, 0, length, true);
    }

    /** Reads what should have been such objects, without what their declaration calls personal or does not know. */
    final byte[] withoutPersonal(Shape child, int depth) {
        int before = personalInside;
        subtree(depth);
        personalInside = before;
        var out = new ByteArrayOutputStream(to - from);
        knowAccount();
        var cut = new Cut(source, from, to, out, undeclared);
        cut.whole(child);
        personal += cut.removed;
        return out.toByteArray();
    }

    /** Appends the parts of a row's own key, each with a separator; false if one is missing. */
    final boolean key(Shape shape, int row, Bytes out) {
        int[] keys = noted.keys[shape.depth].array;
        for (int part = 0; part < shape.keyParts; part++) {
            int at = noted.rows[shape.table].array[row + Noted.KEYS + part];
            if (at < 0) {
                return false;
            }
            byte[] bytes = (keys[at] & Noted.SCRATCH) == 0 ? source : scratch.array;
            out.append(bytes, keys[at + 1], keys[at + 2]);
            out.append(0);
            out.append(0);
        }
        return true;
    }
}
