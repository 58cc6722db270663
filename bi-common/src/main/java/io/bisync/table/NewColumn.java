package io.bisync.table;

import io.bisync.json.JsonType;
import java.util.List;
import java.util.Set;

/**
 * A column that a field would get which no declaration knows yet: what its release has to change.
 *
 * @param table for example {@code ods_jushuitan_order_item}
 * @param field the field's name at the ERP
 * @param name the column's
 */
public record NewColumn(String table, String field, String name, ColumnType type) {

    private static final ColumnType ANY_TEXT = ColumnType.varchar(4000);
    private static final ColumnType ANY_NUMBER = ColumnType.decimal(27, 9);

    /** The column of a field that had values of these types; what they do not say (how long, how precise) is guessed amply. */
    public static NewColumn proposed(String table, String field, Set<JsonType> types) {
        return of(table, field, type(types));
    }

    /** The column that a field gets under a name that SQL takes. */
    public static NewColumn of(String table, String field, ColumnType type) {
        return new NewColumn(table, field, Names.column(field), type);
    }

    private static ColumnType type(Set<JsonType> types) {
        var said = types.stream().filter(it -> it != JsonType.NULL).toList();
        return said.size() != 1
                ? ANY_TEXT
                : switch (said.getFirst()) {
                    case NUMBER -> ANY_NUMBER;
                    case BOOLEAN -> ColumnType.BOOLEAN;
                    case OBJECT, ARRAY -> ColumnType.JSON;
                    case TEXT, NULL -> ANY_TEXT;
                };
    }

    /** What a table that lives already needs. */
    public String alter(String comment) {
        return "ALTER TABLE %s\n    ADD COLUMN %s %s NULL%s;\n"
                .formatted(table, name, type.sql(), Sql.comment(comment));
    }

    /** A call of {@link TableDeclaration}. */
    public String declaration() {
        if (type.equals(ColumnType.JSON) && field.equals(name)) {
            return ".json(\"%s\")".formatted(field);
        }
        return field.equals(name)
                ? ".columns(%s, \"%s\")".formatted(java(), field)
                : ".columnFrom(\"%s\", \"%s\", %s)".formatted(field, name, java());
    }

    /** The members of {@link ColumnType} that the declaration names. */
    public List<String> imported() {
        return type.equals(ColumnType.JSON) && field.equals(name)
                ? List.of()
                : List.of(java().replaceFirst("\\(.*", ""));
    }

    /** The type as Java, by the names that {@link ColumnType} has. */
    private String java() {
        return switch (type.kind()) {
            case VARCHAR -> "varchar(%d)".formatted(type.size());
            case DECIMAL -> "decimal(%d, %d)".formatted(type.size(), type.scale());
            case BIGINT, INT, BOOLEAN, DATETIME, JSON -> type.kind().name();
        };
    }

    /** A line of the dictionary, with these meanings. */
    public String dictionaryLine(String level, String zh, String en) {
        return String.join("\t", level, field, dictionaryType(), "", "", zh, en);
    }

    private String dictionaryType() {
        return switch (type.kind()) {
            case BIGINT, INT -> "integer";
            case DECIMAL -> "number";
            case BOOLEAN -> "boolean";
            case DATETIME -> "time";
            case JSON -> "json";
            case VARCHAR -> "text";
        };
    }
}
