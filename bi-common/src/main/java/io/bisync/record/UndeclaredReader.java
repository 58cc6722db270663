package io.bisync.record;

import io.bisync.privacy.FreeText;
import io.bisync.record.Place.Fate;
import io.bisync.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what nobody declared: whole members, and those inside the JSON of a declared column. */
final class UndeclaredReader {

    private final RecordSlices recordSlices;
    private final UndeclaredFields undeclaredFields;
    private final boolean byName;
    private final Scanner scanner;
    private final SubtreeChecker subtrees;
    private final ValueReader values;
    private final MemberWriter members;

    /** Fields that nobody declared, since the start of the record. */
    final List<UndeclaredField> found = new ArrayList<>();

    UndeclaredReader(
            RecordSlices recordSlices,
            UndeclaredFields undeclaredFields,
            Scanner scanner,
            SubtreeChecker subtrees,
            ValueReader values,
            MemberWriter members) {
        this.recordSlices = recordSlices;
        this.undeclaredFields = undeclaredFields;
        this.byName = undeclaredFields.byName();
        this.scanner = scanner;
        this.subtrees = subtrees;
        this.values = values;
        this.members = members;
    }

    /** Reads the member whose name, decoded in these bytes, the scanner has passed last. */
    void read(ObjectSchema objectSchema, byte[] name, int nameFrom, int nameTo, int depth) {
        boolean isPersonal = objectSchema.declaresPersonal(name, scanner.from, scanner.to)
                || subtrees.looksPersonal(name, scanner.from, scanner.to);
        var place = isPersonal
                ? null
                : undeclaredFields.member(undeclaredFields.level(objectSchema), name, scanner.from, scanner.to);
        int before = subtrees.personalInside;
        scanner.expect(':', "colon after a name");
        subtrees.check(depth + 1);
        if (place == null) {
            subtrees.personalInside = before;
            members.personal++;
            return;
        }
        found.add(place.undeclared(
                undeclaredFields.table(objectSchema), SealedText.typeOf(scanner.source, scanner.from, scanner.to)));
        boolean outside = members.isOutside(objectSchema);
        var extra = recordSlices.extra[objectSchema.depth];
        var value = byName ? null : judged(place);
        if (value != null) {
            extra.undeclared(scanner.source, outside, nameFrom, nameTo, value);
        } else if (byName || place.fate == Fate.KEPT) {
            extra.undeclared(scanner.source, outside, nameFrom, nameTo, scanner.from, scanner.to, subtrees.rewrite);
        }
    }

    /** What stands in place of an unknown field's value; null where it stays or nothing does. */
    private byte @Nullable [] judged(Place place) {
        members.knowAccount();
        return switch (place.fate) {
            case SEALED -> undeclaredFields.sealed(place, scanner.source, scanner.from, scanner.to);
            case KEPT, DECLARED -> undeclaredFields.opened(place, scanner.source, scanner.from, scanner.to);
            case DROPPED -> null;
        };
    }

    /** Withholds undeclared members of a column's JSON and masks its text. */
    void withhold(ObjectSchema objectSchema, Field field) {
        boolean text = field.type.kind() == ColumnType.Kind.VARCHAR;
        if (text ? !needsCloserLook(field) : byName || field.type.kind() != ColumnType.Kind.JSON) {
            return;
        }
        members.knowAccount();
        int around = text ? 1 : 0;
        var changed = undeclaredFields.column(
                objectSchema, field, scanner.source, values.valueFrom - around, values.valueTo + around);
        if (changed != null) {
            int start = values.scratch.size();
            values.scratch.append(changed, around, changed.length - around);
            values.set(values.flags | RecordSlices.SCRATCH, start, values.scratch.size());
        }
    }

    private boolean needsCloserLook(Field field) {
        if (field.keyPart >= 0
                || (values.flags & RecordSlices.SCRATCH) != 0
                || scanner.source[values.valueFrom - 1] != '"') {
            return false;
        }
        return (!byName && ValueReader.mayBeJson(scanner.source[values.valueFrom]))
                || (field.freeText
                        && (scanner.escaped || FreeText.mayHold(scanner.source, values.valueFrom, values.valueTo)));
    }
}
