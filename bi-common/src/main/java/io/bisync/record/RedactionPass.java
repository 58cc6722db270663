package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.Text;
import io.bisync.privacy.FreeText;
import io.bisync.privacy.PersonalNames;
import io.bisync.record.Place.Fate;
import io.bisync.table.Action;
import io.bisync.table.ColumnType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a redaction: finds members and where they end, seals or leaves out what is withheld, and copies what stays.
 * It judges structure only, so that a record with a broken value is published and rejected later rather than lost; only
 * broken structure is refused.
 */
final class RedactionPass {

    private static final int MOST_DEPTH = 512;

    private final byte[] source;
    private final int end;
    private final ByteArrayOutputStream out;
    private final UndeclaredFields undeclaredFields;
    private final boolean byName;
    private final Bytes decoded = new Bytes(64);

    /** Whether what would be sealed is left out: a sealed text may be longer than its column. */
    private boolean shortest;

    /** Whether every text and number is masked, not only declared free text. */
    private boolean everything;

    private int at;
    private int copied;
    int removed;
    int sealed;
    int masked;
    private int opened;

    RedactionPass(byte[] source, int from, int to, ByteArrayOutputStream out, UndeclaredFields undeclaredFields) {
        this.source = source;
        this.at = from;
        this.copied = from;
        this.end = to;
        this.out = out;
        this.undeclaredFields = undeclaredFields;
        this.byName = undeclaredFields.byName();
    }

    /** A whole entity. */
    void whole(ObjectSchema objectSchema) {
        value(objectSchema, undeclaredFields.level(objectSchema), null, 0);
        finish();
    }

    /** The value of a declared column; false where nothing changes. */
    boolean column(Place place, Field column) {
        value(null, place, column, 0);
        finish();
        return removed + sealed + masked + opened > 0;
    }

    /** The value of a declared column that does not take it: nobody said what it is, so all of it is masked. */
    boolean odd(Place place, Field column) {
        everything = true;
        return column(place, column);
    }

    private void finish() {
        peekOrEnd();
        if (at != end) {
            throw broken("something after the value");
        }
        copyUntil(end);
    }

    /**
     * @param objectSchema of the objects that stand here, where they are declared
     * @param place null where everything is kept
     * @param column the declared column that this is part of
     */
    private void value(@Nullable ObjectSchema objectSchema, @Nullable Place place, @Nullable Field column, int depth) {
        if (depth > MOST_DEPTH) {
            throw broken("more than " + MOST_DEPTH + " levels");
        }
        int b = peek();
        switch (b) {
            case '{' -> object(objectSchema, place, column, depth);
            case '[' -> array(objectSchema, place, column, depth);
            default -> {
                int from = at;
                scalar();
                if (objectSchema != null && place != null && !byName) {
                    withhold(place, from);
                } else if (b == '"' && column != null && column.keyPart < 0) {
                    text(place, column, from, depth);
                } else if (everything) {
                    number(from);
                }
            }
        }
    }

    /** A number may be anybody's phone number. */
    private void number(int from) {
        var hidden = FreeText.masked(source, from, at);
        if (hidden != null) {
            replace(from, quoted(hidden));
            masked++;
        }
    }

    /** The gap is what stands before a member: nothing before the first, else from the comma on. */
    private void object(@Nullable ObjectSchema objectSchema, @Nullable Place place, @Nullable Field column, int depth) {
        at++;
        int gap = at;
        boolean comma = false;
        boolean anyKept = false;
        boolean open = peek() != '}';
        while (open) {
            var field = name(objectSchema);
            var member = member(objectSchema, place, field);
            if (isLeftOut(objectSchema, member, field)) {
                copyUntil(gap);
                skip();
                copied = at;
                removed++;
            } else {
                if (comma && !anyKept) {
                    copyUntil(gap);
                    copied = gap + 1;
                }
                member(member, field, field == null || field.objectSchema != null ? column : field, depth);
                anyKept = true;
            }
            int b = peek();
            if (b == ',') {
                gap = at;
                comma = true;
                at++;
                peek();
            } else if (b == '}') {
                open = false;
            } else {
                throw broken("a member without comma or }");
            }
        }
        at++;
    }

    /** Passes a name and its colon, and leaves it decoded. */
    private @Nullable Field name(@Nullable ObjectSchema objectSchema) {
        if (source[at] != '"') {
            throw broken("a member without a name");
        }
        int from = at + 1;
        string();
        decoded.clear();
        decode(source, from, at - 1, decoded);
        if (peek() != ':') {
            throw broken("a name without a colon");
        }
        at++;
        return objectSchema == null ? null : objectSchema.find(decoded.array(), 0, decoded.size());
    }

    private @Nullable Place member(@Nullable ObjectSchema objectSchema, @Nullable Place place, @Nullable Field field) {
        if (place == null) {
            return null;
        }
        if (field == null || objectSchema == null) {
            return undeclaredFields.member(place, decoded.array(), 0, decoded.size());
        }
        return field.objectSchema == null
                ? undeclaredFields.declared(objectSchema, field)
                : undeclaredFields.level(field.objectSchema);
    }

    private boolean isLeftOut(@Nullable ObjectSchema objectSchema, @Nullable Place member, @Nullable Field field) {
        if (field != null) {
            return field.action == Action.PERSONAL;
        }
        if (objectSchema != null && objectSchema.declaresPersonal(decoded.array(), 0, decoded.size())) {
            return true;
        }
        if (byName) {
            return PersonalNames.looksPersonal(decoded.array(), 0, decoded.size());
        }
        return member != null && (member.fate == Fate.DROPPED || (shortest && member.fate == Fate.SEALED));
    }

    private void member(@Nullable Place member, @Nullable Field field, @Nullable Field column, int depth) {
        if (member == null || member.fate == Fate.DECLARED) {
            value(field == null ? null : field.objectSchema, member, column, depth + 1);
            return;
        }
        peek();
        int from = at;
        if (member.fate == Fate.SEALED) {
            skip();
            withhold(member, from);
            return;
        }
        if (!SealedText.looksSealed(source, from, end)) {
            value(null, null, column, depth + 1);
            return;
        }
        string();
        var clear = undeclaredFields.opened(member, source, from, at);
        if (clear != null) {
            replace(from, clear);
            opened++;
        }
    }

    /** Seals what stands between this place and here. */
    private void withhold(Place place, int from) {
        if (source[from] != 'n' || at - from != 4) {
            replace(from, undeclaredFields.sealed(place, source, from, at));
            sealed++;
        }
    }

    /** JSON in a text is judged as JSON, and free text is masked. */
    private void text(@Nullable Place place, Field column, int from, int depth) {
        int first = source[from + 1];
        boolean perhapsJson = place != null && !byName && ValueReader.mayBeJson(first);
        boolean isFree = everything || column.freeText;
        if (!perhapsJson && !isFree) {
            return;
        }
        var text = new Bytes(at - from);
        decode(source, from + 1, at - 1, text);
        var changed = perhapsJson && place != null ? json(place, column, text, depth) : null;
        if (changed == null && isFree) {
            changed = FreeText.masked(text.array(), 0, text.size());
            masked += changed == null ? 0 : 1;
        }
        if (changed != null) {
            replace(from, quoted(changed));
        }
    }

    private static byte[] quoted(byte[] text) {
        var quoted = new Bytes(text.length + 16);
        Text.quote(text, 0, text.length, quoted);
        return Arrays.copyOf(quoted.array(), quoted.size());
    }

    private byte @Nullable [] json(Place place, Field column, Bytes text, int depth) {
        int first = 0;
        while (first < text.size() && text.array()[first] <= ' ' && text.array()[first] >= 0) {
            first++;
        }
        if (first == text.size() || (text.array()[first] != '{' && text.array()[first] != '[')) {
            return null;
        }
        var changed = json(place, column, text, depth, false);
        boolean tooLong =
                changed != null && column.type.kind() == ColumnType.Kind.VARCHAR && changed.length > column.type.size();
        return tooLong ? json(place, column, text, depth, true) : changed;
    }

    private byte @Nullable [] json(Place place, Field column, Bytes text, int depth, boolean withoutSealed) {
        var result = new ByteArrayOutputStream(text.size());
        var inside = new RedactionPass(text.array(), 0, text.size(), result, undeclaredFields);
        inside.shortest = withoutSealed || shortest;
        inside.everything = everything;
        try {
            inside.value(null, place, column, depth + 1);
            inside.finish();
        } catch (IllegalArgumentException noJson) {
            return null;
        }
        if (inside.removed + inside.sealed + inside.masked + inside.opened == 0) {
            return null;
        }
        removed += inside.removed;
        sealed += inside.sealed;
        masked += inside.masked;
        opened += inside.opened;
        return result.toByteArray();
    }

    /** A broken escape stays as it is: it can hide no declared name from anyone who reads the JSON strictly. */
    private static void decode(byte[] source, int from, int to, Bytes decoded) {
        try {
            Text.decode(source, from, to, decoded);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("Not JSON: a broken escape", e);
        }
    }

    private void array(@Nullable ObjectSchema objectSchema, @Nullable Place place, @Nullable Field column, int depth) {
        at++;
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            value(objectSchema, place, column, depth + 1);
            int b = peek();
            at++;
            if (b == ']') {
                return;
            }
            if (b != ',') {
                throw broken("an element without comma or ]");
            }
        }
    }

    /** Passes over a value that is withheld as a whole. */
    private void skip() {
        int open = 0;
        do {
            switch (peek()) {
                case '{', '[' -> {
                    open++;
                    at++;
                }
                case '}', ']' -> {
                    open--;
                    at++;
                }
                case ',', ':' -> {
                    if (open == 0) {
                        throw broken("a missing value");
                    }
                    at++;
                }
                default -> scalar();
            }
        } while (open > 0);
        if (open < 0) {
            throw broken("a missing value");
        }
    }

    private void scalar() {
        if (source[at] == '"') {
            string();
        } else {
            plain();
        }
    }

    private void string() {
        at++;
        while (at < end && source[at] != '"') {
            at += source[at] == '\\' ? 2 : 1;
        }
        if (at >= end) {
            throw broken("a string without an end");
        }
        at++;
    }

    private void plain() {
        int start = at;
        while (at < end && !isDelimiter(source[at])) {
            at++;
        }
        if (at == start) {
            throw broken("a missing value");
        }
    }

    private static boolean isDelimiter(int b) {
        return switch (b) {
            case ',', ':', '{', '}', '[', ']', '"', ' ', '\t', '\r', '\n' -> true;
            default -> false;
        };
    }

    private int peek() {
        if (peekOrEnd() < 0) {
            throw broken("no end");
        }
        return source[at];
    }

    private int peekOrEnd() {
        while (at < end && (source[at] == ' ' || source[at] == '\t' || source[at] == '\r' || source[at] == '\n')) {
            at++;
        }
        return at < end ? at : -1;
    }

    private void replace(int from, byte[] bytes) {
        copyUntil(from);
        out.write(bytes, 0, bytes.length);
        copied = at;
    }

    private void copyUntil(int to) {
        if (to > copied) {
            out.write(source, copied, to - copied);
            copied = to;
        }
    }

    private static IllegalArgumentException broken(String what) {
        return new IllegalArgumentException("Not JSON: it has " + what);
    }
}
