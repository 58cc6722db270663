package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.NameSet;
import io.bisync.json.Text;
import io.bisync.record.ValueReader.Token;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one pass over a record: finds declared fields, writes down their values, and refuses what does not fit. */
public final class RecordReader {

    /** Each child row repeats key and lineage: a small record with more than this would become a very large load. */
    private static final int MOST_ROWS = 10_000;

    private final RecordSchema recordSchema;
    private final RecordSlices recordSlices;
    private final UndeclaredFields undeclaredFields;
    private final Scanner scanner = new Scanner();
    private final NameSet names = new NameSet();
    private final SubtreeChecker subtrees;
    private final ValueReader values;
    private final IdentityReader identities;
    private final Identity identity;
    private final ScopeReader scopes;
    private final MemberWriter members;
    private final UndeclaredReader undeclared;
    private final SealedValueReader sealedValues;
    private final FieldPredictor[] successors;
    private final Bytes decodedName = new Bytes(256);
    private final Bytes childKey = new Bytes(256);

    /** A reader of an entity's records; for one thread. */
    public static RecordReader of(RecordSchema recordSchema) {
        var undeclaredFields = new UndeclaredFields(recordSchema);
        return new RecordReader(
                recordSchema, new RecordSlices(recordSchema.plan, undeclaredFields.byName()), undeclaredFields);
    }

    private RecordReader(RecordSchema recordSchema, RecordSlices recordSlices, UndeclaredFields undeclaredFields) {
        this.recordSchema = recordSchema;
        this.recordSlices = recordSlices;
        this.undeclaredFields = undeclaredFields;
        this.subtrees = new SubtreeChecker(scanner, names, undeclaredFields.byName());
        this.values = new ValueReader(scanner, subtrees, recordSlices.scratch);
        this.identities = new IdentityReader(recordSchema, scanner, values);
        this.identity = identities.identity;
        this.scopes = new ScopeReader(recordSchema, scanner, values);
        this.members =
                new MemberWriter(recordSchema, recordSlices, undeclaredFields, scanner, subtrees, values, identity);
        this.undeclared = new UndeclaredReader(recordSlices, undeclaredFields, scanner, subtrees, values, members);
        this.sealedValues = new SealedValueReader(undeclaredFields, scanner, values, members);
        this.successors = new FieldPredictor[recordSchema.plan.objects()];
        Arrays.setAll(successors, _ -> new FieldPredictor());
    }

    /**
     * Notes all rows of a value; row 0 of table 0 is the entity's own. Where the account stands behind something that
     * is sealed for it, the value is read once more.
     *
     * @param scope what a header says of the key, for an entity that needs it
     */
    public void read(byte[] value, @Nullable String account, byte @Nullable [] scope) {
        undeclaredFields.account = recordSchema.envelope.leavesAccountToHeaders() ? account : null;
        readOnce(value, scope);
        if (members.withheldTooEarly) {
            undeclaredFields.account = identity.account == null ? "" : identity.account;
            readOnce(value, scope);
        }
    }

    private void readOnce(byte[] value, byte @Nullable [] scope) {
        begin();
        scopes.fit(scope);
        scanner.start(value);
        if (scanner.peek() != '{') {
            throw scanner.rejected(Defect.NOT_JSON, "is not an object");
        }
        int row = recordSlices.open(recordSchema.root, -1, -1);
        if (recordSchema.root.equals(recordSchema.body)) {
            identity.hasBody = true;
        }
        scopes.write(members, row);
        object(recordSchema.root, row, 0);
        recordSlices.close(recordSchema.root, row, scanner.source);
        scanner.finish();
    }

    /** Reads the id in the key of a delete without a value as the {@link #identity}'s key. */
    public void readKeyOfDelete(byte[] recordKey, int start) {
        begin();
        identities.key(recordKey, start);
    }

    /** Appends the entity's own key as the last value had it, each part with a separator; false if one is missing. */
    public boolean appendKey(Bytes out) {
        return members.key(recordSchema.body, 0, out);
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
        return values.rounded;
    }

    /** Fields nobody declared, each as often as it came. */
    public List<UndeclaredField> undeclared() {
        return undeclared.found;
    }

    /** Personal fields that were dropped. */
    public int personal() {
        return members.personal + subtrees.personalInside;
    }

    /** The values of declared fields that did not fit. */
    public List<OddField> oddFields() {
        return members.odd();
    }

    /** Lets go of the last record's bytes. */
    public void close() {
        scanner.release();
    }

    /** Takes back everything the last record left. */
    private void begin() {
        names.clear();
        recordSlices.clear();
        identity.clear();
        undeclared.found.clear();
        subtrees.personalInside = 0;
        values.rounded = 0;
        members.clear();
    }

    private void object(ObjectSchema objectSchema, int row, int depth) {
        var scanner = this.scanner; // asked several times for each field
        byte[] source = scanner.source;
        int end = scanner.end;
        subtrees.deepen(depth);
        scanner.at++;
        long seenLow = 0;
        long seenHigh = 0;
        int group = 0;
        int last = objectSchema.size();
        var following = successors[objectSchema.id];
        boolean more = scanner.peek() != '}';
        while (more) {
            int name = scanner.at;
            var field = following.expected(last, source, name, end);
            if (field != null) {
                scanner.at = name + field.length;
            } else {
                if (scanner.peek() != '"') {
                    throw scanner.rejected(Defect.NOT_JSON, "has no name in an object");
                }
                scanner.name();
                int nameFrom = scanner.from;
                int nameTo = scanner.to;
                byte[] decoded = decodedName();
                field = objectSchema.find(decoded, scanner.from, scanner.to);
                if (field == null) {
                    group = group == 0 ? names.nextGroup() : group;
                    if (!names.add(group, decoded, scanner.from, scanner.to)) {
                        throw scanner.rejected(
                                Defect.DOUBLED_FIELD, "has an unknown field twice in " + objectSchema.path);
                    }
                    undeclared.read(objectSchema, decoded, nameFrom, nameTo, depth);
                } else {
                    following.follows(last, field);
                    scanner.expect(':', "colon after a name");
                }
            }
            if (field != null) {
                int index = field.index;
                long bit = 1L << index;
                if (((index < 64 ? seenLow : seenHigh) & bit) != 0) {
                    throw scanner.rejected(
                            Defect.DOUBLED_FIELD, "has " + objectSchema.path + "." + field.name + " twice");
                }
                seenLow |= index < 64 ? bit : 0;
                seenHigh |= index < 64 ? 0 : bit;
                last = index;
                value(objectSchema, field, name, row, depth);
            }
            more = another('}', "a member");
        }
        scanner.at++;
        for (var required : objectSchema.requiredFields()) {
            int index = required.index;
            if (((index < 64 ? seenLow : seenHigh) & (1L << index)) == 0) {
                identity.misses(objectSchema, required);
            }
        }
    }

    /** Passes a comma before another member or element; false at the closing bracket. */
    private boolean another(int closing, String what) {
        var scanner = this.scanner;
        int b = scanner.peek();
        if (b == ',') {
            scanner.at++;
            if (scanner.peek() != closing) {
                return true;
            }
            throw scanner.rejected(Defect.NOT_JSON, "has a comma before " + (char) closing);
        }
        if (b != closing) {
            throw scanner.rejected(Defect.NOT_JSON, "has neither comma nor %c after %s".formatted(closing, what));
        }
        return false;
    }

    /** The bytes in which {@code from} and {@code to} bound the last name. */
    private byte[] decodedName() {
        if (!scanner.escaped) {
            return scanner.source;
        }
        decodedName.clear();
        Text.decode(scanner.source, scanner.from, scanner.to, decodedName);
        scanner.from = 0;
        scanner.to = decodedName.size();
        return decodedName.array();
    }

    private void value(ObjectSchema objectSchema, Field field, int nameAt, int row, int depth) {
        int valueAt = scanner.at;
        switch (field.action) {
            case COLUMN -> {
                if (values.plain(field)) {
                    members.write(objectSchema, field, nameAt, valueAt, row);
                    return;
                }
                var clear = sealedValues.isNext() ? sealedValues.open(objectSchema, field) : null;
                if (clear != null) {
                    var oddValue = sealedValues.read(objectSchema, field, clear);
                    if (oddValue != null) {
                        members.odd(objectSchema, field, oddValue, clear);
                    } else {
                        members.write(objectSchema, field, nameAt, valueAt, row);
                    }
                    return;
                }
                var oddValue = values.read(field);
                if (oddValue != null) {
                    members.odd(objectSchema, field, oddValue, valueAt, depth);
                } else if (!values.isNull()) {
                    undeclared.withhold(objectSchema, field);
                    members.write(objectSchema, field, nameAt, valueAt, row);
                }
            }
            case VERSION_COLUMN -> {
                identities.version(objectSchema, field, values.read(field));
                if (!values.isNull()) {
                    members.write(objectSchema, field, nameAt, valueAt, row);
                }
            }
            case HEADER_KEY -> scopes.compare(field);
            case CHILDREN -> children(objectSchema, field, row, depth);
            case VERSION -> identities.version(objectSchema, field);
            case PERSONAL -> {
                int before = subtrees.personalInside;
                subtrees.check(depth + 1);
                subtrees.personalInside = before + (isNull() ? 0 : 1);
            }
            case IGNORED -> {
                int before = subtrees.personalInside;
                subtrees.check(depth + 1);
                subtrees.personalInside = before;
            }
            case BODY -> {
                if (scanner.peek() == 'n') {
                    scanner.literal("null");
                } else if (scanner.peek() == '{') {
                    identity.hasBody = true;
                    object(recordSchema.body, row, depth + 1);
                } else {
                    throw identities.wrong(objectSchema, field, "an object");
                }
            }
            case ACCOUNT, ENVELOPE_KEY, OPERATION, ENTITY, SCHEMA -> identities.envelope(objectSchema, field);
        }
    }

    private boolean isNull() {
        return scanner.source[scanner.from] == 'n' || scanner.to - scanner.from == 2;
    }

    private void children(ObjectSchema objectSchema, Field field, int row, int depth) {
        var child = field.objectSchema;
        if (child == null) {
            throw new IllegalStateException("No shape for " + field.name);
        }
        if (scanner.peek() != '[') {
            withoutArray(objectSchema, field, child, depth);
            return;
        }
        subtrees.deepen(depth + 1);
        scanner.at++;
        int group = names.nextGroup();
        int position = 0;
        Bytes others = null;
        boolean more = scanner.peek() != ']';
        while (more) {
            if (scanner.peek() == '{') {
                if (recordSlices.rowCount >= MOST_ROWS) {
                    throw new RejectedException(
                            Defect.TOO_LARGE,
                            "%s would need more than %d rows".formatted(objectSchema.path, MOST_ROWS));
                }
                int childRow = recordSlices.open(child, row, position);
                object(child, childRow, depth + 2);
                recordSlices.close(child, childRow, scanner.source);
                checkKey(child, childRow, group);
            } else {
                others = other(field, child, others, depth);
            }
            position++;
            more = another(']', "an element");
        }
        scanner.at++;
        if (others != null) {
            others.append(']');
            members.keepOther(objectSchema, field, others.array(), others.size());
        }
    }

    /** Where no array stands: {@code {}} is how some languages write an empty one; null and blank are none. */
    private void withoutArray(ObjectSchema objectSchema, Field field, ObjectSchema child, int depth) {
        int valueAt = scanner.at;
        if (scanner.peek() == '{') {
            scanner.at++;
            if (scanner.peek() == '}') {
                scanner.at++;
                return;
            }
        } else if (values.scalar() == Token.NULL) {
            if (field.required) {
                identity.misses(objectSchema, field);
            }
            return;
        }
        scanner.at = valueAt;
        scanner.peek();
        if (field.required) {
            throw identities.wrong(objectSchema, field, "an array");
        }
        byte[] kept = members.withoutPersonal(child, depth + 1);
        members.keepOther(objectSchema, field, kept, kept.length);
    }

    /** Passes an element that can be no row, and adds it to the others of its array. */
    private Bytes other(Field field, ObjectSchema child, @Nullable Bytes others, int depth) {
        if (field.required) {
            throw new RejectedException(
                    Defect.WRONG_TYPE,
                    "%s has an element that is %s; each must be an object"
                            .formatted(child.path, Framing.kind(scanner.source, scanner.at, scanner.end)));
        }
        var all = others == null ? new Bytes(64) : others;
        all.append(others == null ? '[' : ',');
        all.append(members.withoutPersonal(child, depth + 2));
        return all;
    }

    private void checkKey(ObjectSchema child, int row, int group) {
        if (child.keyedByPosition) {
            return;
        }
        childKey.clear();
        if (!members.key(child, row, childKey)) {
            throw new RejectedException(Defect.NO_KEY, child.path + " has an element without its id");
        }
        recordSlices.longestKey[child.table] = Math.max(recordSlices.longestKey[child.table], childKey.size());
        if (!names.add(group, childKey.array(), 0, childKey.size())) {
            throw new RejectedException(Defect.DOUBLED_KEY, child.path + " has one id twice");
        }
    }
}
