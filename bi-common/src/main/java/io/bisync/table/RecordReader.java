package io.bisync.table;

import io.bisync.privacy.FreeText;
import io.bisync.table.Place.Fate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The one pass over a record: finds declared fields, writes down their values, and refuses what does not fit. */
final class RecordReader extends NoteTaker {

    /** Each child row repeats key and lineage: a small record with more than this would become a very large load. */
    private static final int MOST_ROWS = 10_000;

    private final Successors[] successors;
    private final Bytes decodedName = new Bytes(256);
    private final Bytes childKey = new Bytes(256);

    int unknown;

    RecordReader(Compiled compiled, Noted noted, Undeclared undeclared) {
        super(compiled, noted, undeclared);
        this.successors = new Successors[compiled.shapes()];
        Arrays.setAll(successors, _ -> new Successors());
    }

    /**
     * Notes all rows of a value; row 0 of table 0 is the entity's own. Where the account stands behind something that
     * is sealed for it, the value is read once more.
     */
    void read(byte[] value, @Nullable String account) {
        undeclared.account = compiled.envelope().account == null ? account : null;
        readOnce(value);
        if (withheldTooEarly) {
            undeclared.account = identity.account == null ? "" : identity.account;
            readOnce(value);
        }
    }

    private void readOnce(byte[] value) {
        begin();
        start(value);
        if (peek() != '{') {
            throw misfit(Defect.NOT_JSON, "is not an object");
        }
        int row = noted.open(compiled.root(), -1, -1);
        if (compiled.root().equals(compiled.body())) {
            identity.hasBody = true;
        }
        object(compiled.root(), row, 0);
        noted.close(compiled.root(), row, source);
        finish();
    }

    /** Takes back everything the last record left. */
    void begin() {
        names.clear();
        noted.clear();
        identity.clear();
        unknown = 0;
        personalInside = 0;
        rounded = 0;
        beginNotes();
    }

    private void object(Shape shape, int row, int depth) {
        deepen(depth);
        at++;
        long seenLow = 0;
        long seenHigh = 0;
        int group = 0;
        int last = shape.size();
        var following = successors[shape.id];
        boolean more = peek() != '}';
        while (more) {
            int name = at;
            var field = following.expected(last, source, name, end);
            if (field != null) {
                at = name + field.length;
            } else {
                if (peek() != '"') {
                    throw misfit(Defect.NOT_JSON, "has no name in an object");
                }
                name();
                int nameFrom = from;
                int nameTo = to;
                byte[] decoded = decodedName();
                field = shape.find(decoded, from, to);
                if (field == null) {
                    group = group == 0 ? names.nextGroup() : group;
                    unknown(shape, group, decoded, nameFrom, nameTo, depth);
                } else {
                    following.follows(last, field);
                    expect(':', "colon after a name");
                }
            }
            if (field != null) {
                int index = field.index;
                long bit = 1L << index;
                if (((index < 64 ? seenLow : seenHigh) & bit) != 0) {
                    throw misfit(Defect.DOUBLED_FIELD, "has " + shape.path + "." + field.name + " twice");
                }
                seenLow |= index < 64 ? bit : 0;
                seenHigh |= index < 64 ? 0 : bit;
                last = index;
                value(shape, field, name, row, depth);
            }
            more = another('}', "a member");
        }
        at++;
        for (var required : shape.requiredFields()) {
            int index = required.index;
            if (((index < 64 ? seenLow : seenHigh) & (1L << index)) == 0) {
                identity.misses(shape, required);
            }
        }
    }

    /** Passes a comma before another member or element; false at the closing bracket. */
    private boolean another(int closing, String what) {
        int b = peek();
        if (b == ',') {
            at++;
            if (peek() != closing) {
                return true;
            }
            throw misfit(Defect.NOT_JSON, "has a comma before " + (char) closing);
        }
        if (b != closing) {
            throw misfit(Defect.NOT_JSON, "has neither comma nor %c after %s".formatted(closing, what));
        }
        return false;
    }

    /** The bytes in which {@code from} and {@code to} bound the last name. */
    private byte[] decodedName() {
        if (!escaped) {
            return source;
        }
        decodedName.clear();
        Text.decode(source, from, to, decodedName);
        from = 0;
        to = decodedName.size;
        return decodedName.array;
    }

    private void unknown(Shape shape, int group, byte[] name, int nameFrom, int nameTo, int depth) {
        if (!names.add(group, name, from, to)) {
            throw misfit(Defect.DOUBLED_FIELD, "has an unknown field twice in " + shape.path);
        }
        boolean isPersonal =
                shape.declaresPersonal(name, from, to) || (byName && personalNames.looksPersonal(name, from, to));
        var place = byName || isPersonal ? null : undeclared.member(undeclared.level(shape), name, from, to);
        int before = personalInside;
        expect(':', "colon after a name");
        subtree(depth + 1);
        if (isPersonal) {
            personalInside = before;
            personal++;
            return;
        }
        unknown++;
        boolean outside = isOutside(shape);
        var extra = noted.extra[shape.depth];
        var value = place == null ? null : judged(place);
        if (value != null) {
            extra.undeclared(source, outside, nameFrom, nameTo, value);
        } else if (place == null || place.fate == Fate.KEPT) {
            extra.undeclared(source, outside, nameFrom, nameTo, from, to, rewrite);
        }
    }

    /** What stands in place of an unknown field's value; null where it stays or nothing does. */
    private byte @Nullable [] judged(Place place) {
        knowAccount();
        return switch (place.fate) {
            case SEALED -> undeclared.sealed(place, source, from, to);
            case KEPT, DECLARED -> undeclared.opened(place, source, from, to);
            case DROPPED -> null;
        };
    }

    /** Withholds undeclared members of a column's JSON and masks its text. */
    private void withhold(Shape shape, Field field) {
        boolean text = field.type.kind() == ColumnType.Kind.VARCHAR;
        if (text ? !needsCloserLook(field) : byName || field.type.kind() != ColumnType.Kind.JSON) {
            return;
        }
        knowAccount();
        int around = text ? 1 : 0;
        var changed = undeclared.column(shape, field, source, valueFrom - around, valueTo + around);
        if (changed != null) {
            int start = scratch.size;
            scratch.append(changed, around, changed.length - around);
            set(flags | Noted.SCRATCH, start, scratch.size);
        }
    }

    private boolean needsCloserLook(Field field) {
        if (field.keyPart >= 0 || (flags & Noted.SCRATCH) != 0 || source[valueFrom - 1] != '"') {
            return false;
        }
        return (!byName && mayBeJson(source[valueFrom]))
                || (field.freeText && (escaped || FreeText.mayHold(source, valueFrom, valueTo)));
    }

    private void value(Shape shape, Field field, int nameAt, int row, int depth) {
        int valueAt = at;
        switch (field.action) {
            case COLUMN -> {
                boolean plain = plain(field);
                var oddity = plain ? null : read(field);
                if (oddity != null) {
                    odd(shape, field, oddity, valueAt, depth);
                } else if (valueTo > valueFrom) {
                    if (!plain) {
                        withhold(shape, field);
                    }
                    note(shape, field, nameAt, valueAt, row);
                }
            }
            case CHILDREN -> children(shape, field, row, depth);
            case VERSION -> version(shape, field);
            case PERSONAL -> {
                int before = personalInside;
                subtree(depth + 1);
                personalInside = before + (isNull() ? 0 : 1);
            }
            case IGNORED -> {
                int before = personalInside;
                subtree(depth + 1);
                personalInside = before;
            }
            case BODY -> {
                if (peek() == 'n') {
                    literal("null");
                } else if (peek() == '{') {
                    identity.hasBody = true;
                    object(compiled.body(), row, depth + 1);
                } else {
                    throw wrong(shape, field, "an object");
                }
            }
            case ACCOUNT, ENVELOPE_KEY, OPERATION, ENTITY, SCHEMA -> envelope(shape, field);
        }
    }

    private boolean isNull() {
        return source[from] == 'n' || to - from == 2;
    }

    private void children(Shape shape, Field field, int row, int depth) {
        var child = field.shape;
        if (child == null) {
            throw new IllegalStateException("No shape for " + field.name);
        }
        if (peek() != '[') {
            withoutArray(shape, field, child, depth);
            return;
        }
        deepen(depth + 1);
        at++;
        int group = names.nextGroup();
        int position = 0;
        Bytes others = null;
        boolean more = peek() != ']';
        while (more) {
            if (peek() == '{') {
                if (noted.rowCount >= MOST_ROWS) {
                    throw new MisfitException(
                            Defect.TOO_LARGE, "%s would need more than %d rows".formatted(shape.path, MOST_ROWS));
                }
                int childRow = noted.open(child, row, position);
                object(child, childRow, depth + 2);
                noted.close(child, childRow, source);
                checkKey(child, childRow, group);
            } else {
                others = other(field, child, others, depth);
            }
            position++;
            more = another(']', "an element");
        }
        at++;
        if (others != null) {
            others.append(']');
            keepOther(shape, field, others.array, others.size);
        }
    }

    /** Where no array stands: {@code {}} is how some languages write an empty one; null and blank are none. */
    private void withoutArray(Shape shape, Field field, Shape child, int depth) {
        int valueAt = at;
        if (peek() == '{') {
            at++;
            if (peek() == '}') {
                at++;
                return;
            }
        } else if (scalar() == Token.NULL) {
            if (field.required) {
                identity.misses(shape, field);
            }
            return;
        }
        at = valueAt;
        peek();
        if (field.required) {
            throw wrong(shape, field, "an array");
        }
        byte[] kept = withoutPersonal(child, depth + 1);
        keepOther(shape, field, kept, kept.length);
    }

    /** Passes an element that can be no row, and adds it to the others of its array. */
    private Bytes other(Field field, Shape child, @Nullable Bytes others, int depth) {
        if (field.required) {
            throw new MisfitException(
                    Defect.WRONG_TYPE,
                    "%s has an element that is %s; each must be an object"
                            .formatted(child.path, Framing.kind(source, at, end)));
        }
        var all = others == null ? new Bytes(64) : others;
        all.append(others == null ? '[' : ',');
        all.append(withoutPersonal(child, depth + 2));
        return all;
    }

    private void checkKey(Shape child, int row, int group) {
        if (child.keyedByPosition) {
            return;
        }
        childKey.clear();
        if (!key(child, row, childKey)) {
            throw new MisfitException(Defect.NO_KEY, child.path + " has an element without its id");
        }
        noted.longestKey[child.table] = Math.max(noted.longestKey[child.table], childKey.size);
        if (!names.add(group, childKey.array, 0, childKey.size)) {
            throw new MisfitException(Defect.DOUBLED_KEY, child.path + " has one id twice");
        }
    }
}
