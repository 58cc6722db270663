package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.LenientScanner;
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
    private final LenientScanner scanner;
    private final ByteArrayOutputStream out;
    private final UndeclaredFields undeclaredFields;
    private final boolean byName;
    private final Bytes decoded = new Bytes(64);

    /** The last member's name, with escapes decoded. */
    private byte[] name;

    private int nameFrom;
    private int nameTo;

    /** Whether what would be sealed is left out: a sealed text may be longer than its column. */
    private boolean shortest;

    /** Whether every text and number is masked, not only declared free text. */
    private boolean everything;

    private int copied;
    int removed;
    int sealed;
    int masked;
    private int opened;

    RedactionPass(byte[] source, int from, int to, ByteArrayOutputStream out, UndeclaredFields undeclaredFields) {
        this.source = source;
        this.scanner = new LenientScanner(source, from, to);
        this.name = source;
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
        if (!scanner.isAtEnd()) {
            throw new IllegalArgumentException("Not JSON: it has something after the value");
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
            throw new IllegalArgumentException("Not JSON: it has more than " + MOST_DEPTH + " levels");
        }
        int b = scanner.peek();
        switch (b) {
            case '{' -> object(objectSchema, place, column, depth);
            case '[' -> array(objectSchema, place, column, depth);
            default -> {
                int from = scanner.at();
                scanner.scalar();
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
        var hidden = FreeText.masked(source, from, scanner.at());
        if (hidden != null) {
            replace(from, quoted(hidden));
            masked++;
        }
    }

    /** The gap is what stands before a member: nothing before the first, else from the comma on. */
    private void object(@Nullable ObjectSchema objectSchema, @Nullable Place place, @Nullable Field column, int depth) {
        int gap = scanner.at() + 1;
        boolean more = scanner.opens('}');
        boolean comma = false;
        boolean anyKept = false;
        while (more) {
            var field = name(objectSchema);
            var member = member(objectSchema, place, field);
            if (isLeftOut(objectSchema, member, field)) {
                copyUntil(gap);
                scanner.skip();
                copied = scanner.at();
                removed++;
            } else {
                if (comma && !anyKept) {
                    copyUntil(gap);
                    copied = gap + 1;
                }
                member(member, field, field == null || field.objectSchema != null ? column : field, depth);
                anyKept = true;
            }
            more = scanner.continues('}');
            gap = scanner.at() - 1;
            comma = true;
        }
    }

    /** Passes a name and its colon, and leaves it decoded. */
    private @Nullable Field name(@Nullable ObjectSchema objectSchema) {
        scanner.name();
        name = source;
        nameFrom = scanner.from();
        nameTo = scanner.to();
        if (scanner.isEscaped()) {
            decoded.clear();
            decode(source, nameFrom, nameTo, decoded);
            name = decoded.array();
            nameFrom = 0;
            nameTo = decoded.size();
        }
        return objectSchema == null ? null : objectSchema.find(name, nameFrom, nameTo);
    }

    private @Nullable Place member(@Nullable ObjectSchema objectSchema, @Nullable Place place, @Nullable Field field) {
        if (place == null) {
            return null;
        }
        if (field == null || objectSchema == null) {
            return undeclaredFields.member(place, name, nameFrom, nameTo);
        }
        return field.objectSchema == null
                ? undeclaredFields.declared(objectSchema, field)
                : undeclaredFields.level(field.objectSchema);
    }

    private boolean isLeftOut(@Nullable ObjectSchema objectSchema, @Nullable Place member, @Nullable Field field) {
        if (field != null) {
            return field.action == Action.PERSONAL;
        }
        if (objectSchema != null && objectSchema.declaresPersonal(name, nameFrom, nameTo)) {
            return true;
        }
        if (byName) {
            return PersonalNames.looksPersonal(name, nameFrom, nameTo);
        }
        return member != null && (member.fate == Fate.DROPPED || (shortest && member.fate == Fate.SEALED));
    }

    private void member(@Nullable Place member, @Nullable Field field, @Nullable Field column, int depth) {
        if (member == null || member.fate == Fate.DECLARED) {
            value(field == null ? null : field.objectSchema, member, column, depth + 1);
            return;
        }
        scanner.peek();
        int from = scanner.at();
        if (member.fate == Fate.SEALED) {
            scanner.skip();
            withhold(member, from);
            return;
        }
        if (!SealedText.looksSealed(source, from, end)) {
            value(null, null, column, depth + 1);
            return;
        }
        scanner.scalar();
        var clear = undeclaredFields.opened(member, source, from, scanner.at());
        if (clear != null) {
            replace(from, clear);
            opened++;
        }
    }

    /** Seals what stands between this place and here. */
    private void withhold(Place place, int from) {
        int to = scanner.at();
        if (source[from] != 'n' || to - from != 4) {
            replace(from, undeclaredFields.sealed(place, source, from, to));
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
        var text = new Bytes(scanner.to() - scanner.from());
        decode(source, scanner.from(), scanner.to(), text);
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
        boolean more = scanner.opens(']');
        while (more) {
            value(objectSchema, place, column, depth + 1);
            more = scanner.continues(']');
        }
    }

    private void replace(int from, byte[] bytes) {
        copyUntil(from);
        out.write(bytes, 0, bytes.length);
        copied = scanner.at();
    }

    private void copyUntil(int to) {
        if (to > copied) {
            out.write(source, copied, to - copied);
            copied = to;
        }
    }
}
