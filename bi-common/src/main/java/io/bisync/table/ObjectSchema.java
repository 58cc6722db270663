package io.bisync.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One kind of JSON object as the scanner meets it: its declared fields, found by the bytes of their names. */
final class ObjectSchema {

    /** A known field is marked as seen in one of two longs. */
    static final int MOST_FIELDS = 128;

    /** Its place among the shapes of the entity. */
    final int id;

    /** How it is called in messages: {@code order.items}. */
    final String path;

    /** The place of its table among the entity's tables, root first. */
    final int table;

    /** How many arrays deep: rows of one depth are noted one after the other. */
    final int depth;

    final int keyParts;
    final boolean keyedByPosition;

    private final Field[] fields;
    private final @Nullable Field[] slots;
    private final byte[][] personalPrefixes;
    final List<String> declaredPrefixes;
    private final Field[] requiredFields;

    ObjectSchema(
            int id,
            String path,
            int table,
            int depth,
            int keyParts,
            boolean keyedByPosition,
            List<Field> fields,
            List<String> personalPrefixes) {
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException(
                    "%s declares %d fields; at most %d fit".formatted(path, fields.size(), MOST_FIELDS));
        }
        this.id = id;
        this.path = path;
        this.table = table;
        this.depth = depth;
        this.keyParts = keyParts;
        this.keyedByPosition = keyedByPosition;
        this.fields = fields.toArray(new Field[0]);
        this.slots = new Field[Integer.highestOneBit(Math.max(fields.size(), 1)) * 4];
        this.declaredPrefixes = List.copyOf(personalPrefixes);
        this.personalPrefixes = personalPrefixes.stream()
                .map(it -> it.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.requiredFields = fields.stream().filter(it -> it.required).toArray(Field[]::new);
        fields.forEach(this::place);
    }

    private void place(Field field) {
        int slot = field.sample() & (slots.length - 1);
        while (slots[slot] != null) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = field;
    }

    int size() {
        return fields.length;
    }

    Field field(int index) {
        return fields[index];
    }

    Field[] requiredFields() {
        return requiredFields;
    }

    /** The field of the first key part. */
    Field keyField() {
        for (var field : fields) {
            if (field.keyPart == 0) {
                return field;
            }
        }
        throw new IllegalStateException(path + " has no key field");
    }

    /** The field of this name, given without quotes and with escapes decoded. */
    @Nullable Field find(byte[] bytes, int from, int to) {
        int slot = Words.sample(bytes, from, to) & (slots.length - 1);
        for (var field = slots[slot]; field != null; field = slots[slot]) {
            if (field.holds(bytes, from, to)) {
                return field;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return null;
    }

    /** Whether an undeclared name is personal by declaration: {@code receiver_*}. */
    boolean declaresPersonal(byte[] bytes, int from, int to) {
        for (var prefix : personalPrefixes) {
            if (to - from >= prefix.length
                    && Arrays.equals(prefix, 0, prefix.length, bytes, from, from + prefix.length)) {
                return true;
            }
        }
        return false;
    }
}
