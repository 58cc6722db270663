package io.bisync.record;

import io.bisync.json.Words;
import io.bisync.table.Action;
import io.bisync.table.FieldPlan;
import io.bisync.table.ObjectPlan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One kind of JSON object as the scanner meets it: its declared fields, found by the bytes of their names. */
final class ObjectSchema {

    /** Its place among the objects of the entity. */
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
    private final Field[] requiredFields;

    ObjectSchema(ObjectPlan plan) {
        this.id = plan.id();
        this.path = plan.path();
        this.table = plan.table();
        this.depth = plan.depth();
        this.keyParts = plan.keyParts();
        this.keyedByPosition = plan.keyedByPosition();
        this.fields = fields(plan.fields());
        this.slots = new Field[Integer.highestOneBit(Math.max(fields.length, 1)) * 4];
        this.personalPrefixes = plan.personalPrefixes().stream()
                .map(it -> it.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.requiredFields = Arrays.stream(fields).filter(it -> it.required).toArray(Field[]::new);
        for (var field : fields) {
            place(field);
        }
    }

    private static Field[] fields(List<FieldPlan> plans) {
        var fields = new Field[plans.size()];
        Arrays.setAll(fields, it -> new Field(it, plans.get(it)));
        return fields;
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

    /** The field that the record's header says too; null where none is. */
    @Nullable Field headerKey() {
        for (var field : fields) {
            if (field.action == Action.HEADER_KEY) {
                return field;
            }
        }
        return null;
    }

    /** The object inside that the entity is. */
    ObjectSchema body() {
        for (var field : fields) {
            if (field.action == Action.BODY && field.objectSchema != null) {
                return field.objectSchema;
            }
        }
        throw new IllegalStateException(path + " has no entity in it");
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
