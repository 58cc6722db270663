package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.Text;
import io.bisync.privacy.FreeText;
import io.bisync.record.Place.Fate;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one pass over a record: finds declared fields, writes down their values, and refuses what does not fit. */
public final class RecordReader extends NoteTaker {

    /** Each child row repeats key and lineage: a small record with more than this would become a very large load. */
    private static final int MOST_ROWS = 10_000;

    private final FieldPredictor[] successors;
    private final Bytes decodedName = new Bytes(256);
    private final Bytes childKey = new Bytes(256);

    private int unknown;

    /** A reader of this entity's records, under the rules that it is under; for one thread. */
    public static RecordReader of(Entity entity) {
        var recordSchema = new RecordSchema(entity.plan());
        var undeclaredFields = new UndeclaredFields(recordSchema, entity.privacy());
        return new RecordReader(
                recordSchema, new RecordSlices(entity.plan(), undeclaredFields.byName()), undeclaredFields);
    }

    private RecordReader(RecordSchema recordSchema, RecordSlices recordSlices, UndeclaredFields undeclaredFields) {
        super(recordSchema, recordSlices, undeclaredFields);
        this.successors = new FieldPredictor[recordSchema.plan.objects()];
        Arrays.setAll(successors, _ -> new FieldPredictor());
    }

    /**
     * Notes all rows of a value; row 0 of table 0 is the entity's own. Where the account stands behind something that
     * is sealed for it, the value is read once more.
     */
    public void read(byte[] value, @Nullable String account) {
        undeclaredFields.account = recordSchema.envelope.leavesAccountToHeaders() ? account : null;
        readOnce(value);
        if (withheldTooEarly) {
            undeclaredFields.account = identity.account == null ? "" : identity.account;
            readOnce(value);
        }
    }

    private void readOnce(byte[] value) {
        begin();
        start(value);
        if (peek() != '{') {
            throw rejected(Defect.NOT_JSON, "is not an object");
        }
        int row = recordSlices.open(recordSchema.root, -1, -1);
        if (recordSchema.root.equals(recordSchema.body)) {
            identity.hasBody = true;
        }
        object(recordSchema.root, row, 0);
        recordSlices.close(recordSchema.root, row, source);
        finish();
    }

    /** Reads the id in the key of a delete without a value as the {@link #identity}'s key. */
    public void readKeyOfDelete(byte[] recordKey, int start) {
        begin();
        key(recordKey, start);
    }

    /** Appends the entity's own key as the last value had it, each part with a separator; false if one is missing. */
    public boolean appendKey(Bytes out) {
        return key(recordSchema.body, 0, out);
    }

    /** What the last record said about itself. */
    public Identity identity() {
        return identity;
    }

    /** What was found in the last record. */
    public RecordSlices slices() {
        return recordSlices;
    }

    /** Decimals that had more digits than their column keeps. */
    public int rounded() {
        return rounded;
    }

    /** Fields nobody declared. */
    public int unknown() {
        return unknown;
    }

    /** Personal fields that were dropped. */
    public int personal() {
        return personal + personalInside;
    }

    /** The values of declared fields that did not fit. */
    public List<OddField> oddFields() {
        return odd();
    }

    /** Lets go of the last record's bytes. */
    public void close() {
        release();
    }

    /** Takes back everything the last record left. */
    private void begin() {
        names.clear();
        recordSlices.clear();
        identity.clear();
        unknown = 0;
        personalInside = 0;
        rounded = 0;
        beginNotes();
    }

    private void object(ObjectSchema objectSchema, int row, int depth) {
        deepen(depth);
        at++;
        long seenLow = 0;
        long seenHigh = 0;
        int group = 0;
        int last = objectSchema.size();
        var following = successors[objectSchema.id];
        boolean more = peek() != '}';
        while (more) {
            int name = at;
            var field = following.expected(last, source, name, end);
            if (field != null) {
                at = name + field.length;
            } else {
                if (peek() != '"') {
                    throw rejected(Defect.NOT_JSON, "has no name in an object");
                }
                name();
                int nameFrom = from;
                int nameTo = to;
                byte[] decoded = decodedName();
                field = objectSchema.find(decoded, from, to);
                if (field == null) {
                    group = group == 0 ? names.nextGroup() : group;
                    unknown(objectSchema, group, decoded, nameFrom, nameTo, depth);
                } else {
                    following.follows(last, field);
                    expect(':', "colon after a name");
                }
            }
            if (field != null) {
                int index = field.index;
                long bit = 1L << index;
                if (((index < 64 ? seenLow : seenHigh) & bit) != 0) {
                    throw rejected(Defect.DOUBLED_FIELD, "has " + objectSchema.path + "." + field.name + " twice");
                }
                seenLow |= index < 64 ? bit : 0;
                seenHigh |= index < 64 ? 0 : bit;
                last = index;
                value(objectSchema, field, name, row, depth);
            }
            more = another('}', "a member");
        }
        at++;
        for (var required : objectSchema.requiredFields()) {
            int index = required.index;
            if (((index < 64 ? seenLow : seenHigh) & (1L << index)) == 0) {
                identity.misses(objectSchema, required);
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
            throw rejected(Defect.NOT_JSON, "has a comma before " + (char) closing);
        }
        if (b != closing) {
            throw rejected(Defect.NOT_JSON, "has neither comma nor %c after %s".formatted(closing, what));
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
        to = decodedName.size();
        return decodedName.array();
    }

    private void unknown(ObjectSchema objectSchema, int group, byte[] name, int nameFrom, int nameTo, int depth) {
        if (!names.add(group, name, from, to)) {
            throw rejected(Defect.DOUBLED_FIELD, "has an unknown field twice in " + objectSchema.path);
        }
        boolean isPersonal = objectSchema.declaresPersonal(name, from, to)
                || (byName && personalNames.looksPersonal(name, from, to));
        var place = byName || isPersonal
                ? null
                : undeclaredFields.member(undeclaredFields.level(objectSchema), name, from, to);
        int before = personalInside;
        expect(':', "colon after a name");
        subtree(depth + 1);
        if (isPersonal) {
            personalInside = before;
            personal++;
            return;
        }
        unknown++;
        boolean outside = isOutside(objectSchema);
        var extra = recordSlices.extra[objectSchema.depth];
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
            case SEALED -> undeclaredFields.sealed(place, source, from, to);
            case KEPT, DECLARED -> undeclaredFields.opened(place, source, from, to);
            case DROPPED -> null;
        };
    }

    /** Withholds undeclared members of a column's JSON and masks its text. */
    private void withhold(ObjectSchema objectSchema, Field field) {
        boolean text = field.type.kind() == ColumnType.Kind.VARCHAR;
        if (text ? !needsCloserLook(field) : byName || field.type.kind() != ColumnType.Kind.JSON) {
            return;
        }
        knowAccount();
        int around = text ? 1 : 0;
        var changed = undeclaredFields.column(objectSchema, field, source, valueFrom - around, valueTo + around);
        if (changed != null) {
            int start = scratch.size();
            scratch.append(changed, around, changed.length - around);
            set(flags | RecordSlices.SCRATCH, start, scratch.size());
        }
    }

    private boolean needsCloserLook(Field field) {
        if (field.keyPart >= 0 || (flags & RecordSlices.SCRATCH) != 0 || source[valueFrom - 1] != '"') {
            return false;
        }
        return (!byName && mayBeJson(source[valueFrom]))
                || (field.freeText && (escaped || FreeText.mayHold(source, valueFrom, valueTo)));
    }

    private void value(ObjectSchema objectSchema, Field field, int nameAt, int row, int depth) {
        int valueAt = at;
        switch (field.action) {
            case COLUMN -> {
                boolean plain = plain(field);
                var oddValue = plain ? null : read(field);
                if (oddValue != null) {
                    odd(objectSchema, field, oddValue, valueAt, depth);
                } else if (valueTo > valueFrom) {
                    if (!plain) {
                        withhold(objectSchema, field);
                    }
                    note(objectSchema, field, nameAt, valueAt, row);
                }
            }
            case CHILDREN -> children(objectSchema, field, row, depth);
            case VERSION -> version(objectSchema, field);
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
                    object(recordSchema.body, row, depth + 1);
                } else {
                    throw wrong(objectSchema, field, "an object");
                }
            }
            case ACCOUNT, ENVELOPE_KEY, OPERATION, ENTITY, SCHEMA -> envelope(objectSchema, field);
        }
    }

    private boolean isNull() {
        return source[from] == 'n' || to - from == 2;
    }

    private void children(ObjectSchema objectSchema, Field field, int row, int depth) {
        var child = field.objectSchema;
        if (child == null) {
            throw new IllegalStateException("No shape for " + field.name);
        }
        if (peek() != '[') {
            withoutArray(objectSchema, field, child, depth);
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
                if (recordSlices.rowCount >= MOST_ROWS) {
                    throw new RejectedException(
                            Defect.TOO_LARGE,
                            "%s would need more than %d rows".formatted(objectSchema.path, MOST_ROWS));
                }
                int childRow = recordSlices.open(child, row, position);
                object(child, childRow, depth + 2);
                recordSlices.close(child, childRow, source);
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
            keepOther(objectSchema, field, others.array(), others.size());
        }
    }

    /** Where no array stands: {@code {}} is how some languages write an empty one; null and blank are none. */
    private void withoutArray(ObjectSchema objectSchema, Field field, ObjectSchema child, int depth) {
        int valueAt = at;
        if (peek() == '{') {
            at++;
            if (peek() == '}') {
                at++;
                return;
            }
        } else if (scalar() == Token.NULL) {
            if (field.required) {
                identity.misses(objectSchema, field);
            }
            return;
        }
        at = valueAt;
        peek();
        if (field.required) {
            throw wrong(objectSchema, field, "an array");
        }
        byte[] kept = withoutPersonal(child, depth + 1);
        keepOther(objectSchema, field, kept, kept.length);
    }

    /** Passes an element that can be no row, and adds it to the others of its array. */
    private Bytes other(Field field, ObjectSchema child, @Nullable Bytes others, int depth) {
        if (field.required) {
            throw new RejectedException(
                    Defect.WRONG_TYPE,
                    "%s has an element that is %s; each must be an object"
                            .formatted(child.path, Framing.kind(source, at, end)));
        }
        var all = others == null ? new Bytes(64) : others;
        all.append(others == null ? '[' : ',');
        all.append(withoutPersonal(child, depth + 2));
        return all;
    }

    private void checkKey(ObjectSchema child, int row, int group) {
        if (child.keyedByPosition) {
            return;
        }
        childKey.clear();
        if (!key(child, row, childKey)) {
            throw new RejectedException(Defect.NO_KEY, child.path + " has an element without its id");
        }
        recordSlices.longestKey[child.table] = Math.max(recordSlices.longestKey[child.table], childKey.size());
        if (!names.add(group, childKey.array(), 0, childKey.size())) {
            throw new RejectedException(Defect.DOUBLED_KEY, child.path + " has one id twice");
        }
    }
}
