package io.bisync.basic.field;

import io.bisync.json.JsonType;
import io.bisync.table.NewColumn;
import java.time.Instant;
import java.util.Set;

/**
 * A field that no declaration knows.
 *
 * @param field for example {@code jushuitan.order.items.craft_code}
 * @param table the table whose {@code extra} holds it
 * @param types what its values were
 * @param values how many were loaded by processes that were heard of within 30 days
 * @param first when the first of them was loaded
 * @param last when the last was loaded
 * @param proposal what would make it a column
 */
record NewField(
        String field, String table, Set<JsonType> types, long values, Instant first, Instant last, Proposal proposal) {

    private static final String MEANING_ZH = "…";
    private static final String MEANING_EN = "…";

    /**
     * What would make a field a column: {@code ./bi promote} writes all of it.
     *
     * @param column the column's name
     * @param type its type; guessed amply from what the values were
     * @param declaration a line of the entity's declaration
     * @param dictionary a line of the entity's dictionary, without its meaning
     * @param alter what tables that live already need
     * @param command what writes all of that into a checkout
     */
    record Proposal(String column, String type, String declaration, String dictionary, String alter, String command) {}

    static NewField of(String field, String table, Set<JsonType> types, long values, Instant first, Instant last) {
        var parts = field.split("\\.", -1);
        var level = parts.length <= 3
                ? "."
                : field.substring(parts[0].length() + parts[1].length() + 2, field.lastIndexOf('.'));
        var column = NewColumn.proposed(table, parts[parts.length - 1], types);
        return new NewField(
                field,
                table,
                types,
                values,
                first,
                last,
                new Proposal(
                        column.name(),
                        column.type().sql(),
                        column.declaration(),
                        column.dictionaryLine(level, MEANING_ZH, MEANING_EN),
                        column.alter(MEANING_ZH + " / " + MEANING_EN),
                        "./bi promote %s --type '%s' --zh '%s' --en '%s'"
                                .formatted(field, column.type().sql(), MEANING_ZH, MEANING_EN)));
    }
}
