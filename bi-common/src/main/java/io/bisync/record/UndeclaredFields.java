package io.bisync.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.json.NameSet;
import io.bisync.privacy.Privacy;
import io.bisync.privacy.UnknownFields;
import io.bisync.record.Place.Fate;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** What becomes of the values of one entity that no declaration knows, by the rules in force. For one thread. */
final class UndeclaredFields {

    /** Names are chosen by others: so many places are remembered, and no more. */
    private static final int MOST_PLACES = 4096;

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final RecordSchema recordSchema;
    private final Privacy privacy;
    private final Place[] levels;
    private final @Nullable SealedText sealing;
    private final Scanner scanner = new Scanner();
    private final NameSet names = new NameSet();
    private final SubtreeChecker checker = new SubtreeChecker(scanner, names, false);
    private int places;

    /** Whose record it is, or null while that is not known. */
    @Nullable String account;

    UndeclaredFields(RecordSchema recordSchema) {
        this.recordSchema = recordSchema;
        this.privacy = recordSchema.privacy;
        this.levels = new Place[recordSchema.plan.objects()];
        var key = privacy.key();
        this.sealing = key == null ? null : new SealedText(key);
    }

    /** Whether names decide what is personal. */
    boolean byName() {
        return privacy.unknownFields() == UnknownFields.KEPT;
    }

    /** A level of the entity, or its envelope. */
    Place level(ObjectSchema objectSchema) {
        var level = levels[objectSchema.id];
        if (level == null) {
            level = new Place(recordSchema.plan.source() + "." + objectSchema.path.replace(' ', '.'), Fate.DECLARED);
            levels[objectSchema.id] = level;
        }
        return level;
    }

    /** Whose {@code extra} holds what this level does not declare. */
    String table(ObjectSchema objectSchema) {
        return recordSchema.plan.tables().get(objectSchema.table).name();
    }

    Place declared(ObjectSchema objectSchema, Field field) {
        var level = level(objectSchema);
        var place = level.members.get(field.name);
        return place != null ? place : remember(level, field.name, Fate.DECLARED);
    }

    /** Where a member stands that no level declares. */
    Place member(Place parent, byte[] name, int from, int to) {
        var text = new String(name, from, to - from, UTF_8);
        var place = parent.members.get(text);
        return place != null ? place : remember(parent, text, null);
    }

    private Place remember(Place parent, String name, @Nullable Fate fate) {
        var path = parent.path + "." + name;
        var place = new Place(path, fate == null ? fate(path) : fate);
        if (places < MOST_PLACES) {
            places++;
            parent.members.put(name, place);
        }
        return place;
    }

    private Fate fate(String path) {
        if (recordSchema.plan.members().contains(path)) {
            return Fate.DECLARED;
        }
        if (privacy.allows(path)) {
            return Fate.KEPT;
        }
        return switch (privacy.unknownFields()) {
            case SEALED -> Fate.SEALED;
            case KEPT -> Fate.KEPT;
            case DROPPED -> Fate.DROPPED;
        };
    }

    /** The value as a sealed JSON string; nothing where there is no key. */
    byte[] sealed(Place place, byte[] source, int from, int to) {
        return sealing == null ? NULL : sealing.of(place, account == null ? "" : account, source, from, to);
    }

    /** The JSON that was sealed here; null where nothing was, or where it is no JSON that a row may hold. */
    byte @Nullable [] opened(Place place, byte[] source, int from, int to) {
        if (sealing == null || !SealedText.looksSealed(source, from, to)) {
            return null;
        }
        var clear = sealing.opened(place, account == null ? "" : account, source, from, to);
        return clear != null && isStrict(clear) ? clear : null;
    }

    private boolean isStrict(byte[] json) {
        try {
            names.clear();
            scanner.start(json);
            checker.check(1);
            scanner.finish();
            return true;
        } catch (RejectedException broken) {
            return false;
        } finally {
            scanner.release();
        }
    }

    /** A value that its declared column does not take, with undeclared members withheld and masked; null where nothing changes. */
    byte @Nullable [] odd(ObjectSchema objectSchema, Field field, byte[] source, int from, int to) {
        var out = new ByteArrayOutputStream(to - from);
        return new RedactionPass(source, from, to, out, this).odd(declared(objectSchema, field), field)
                ? out.toByteArray()
                : null;
    }

    /** A column's value with undeclared members withheld and texts masked; null where nothing changes. */
    byte @Nullable [] column(ObjectSchema objectSchema, Field field, byte[] source, int from, int to) {
        if (byName() && !field.freeText) {
            return null;
        }
        var out = new ByteArrayOutputStream(to - from);
        return new RedactionPass(source, from, to, out, this).column(declared(objectSchema, field), field)
                ? out.toByteArray()
                : null;
    }
}
