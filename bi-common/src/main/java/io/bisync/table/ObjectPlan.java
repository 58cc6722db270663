package io.bisync.table;

import java.util.HashSet;
import java.util.List;

/**
 * One kind of JSON object of an entity.
 *
 * @param id its place among the objects of the entity
 * @param path how it is called in messages: {@code order.items}
 * @param table the place of its table among the entity's tables, root first
 * @param depth how many arrays deep
 * @param personalPrefixes beginnings of names that are personal by declaration
 */
public record ObjectPlan(
        int id,
        String path,
        int table,
        int depth,
        int keyParts,
        boolean keyedByPosition,
        List<FieldPlan> fields,
        List<String> personalPrefixes) {

    /** A field is marked as seen in one of two longs. */
    public static final int MOST_FIELDS = 128;

    public ObjectPlan {
        fields = List.copyOf(fields);
        personalPrefixes = List.copyOf(personalPrefixes);
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException(
                    "%s declares %d fields; at most %d fit".formatted(path, fields.size(), MOST_FIELDS));
        }
        var names = new HashSet<String>();
        for (var field : fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("%s declares the field '%s' twice".formatted(path, field.name()));
            }
        }
    }
}
