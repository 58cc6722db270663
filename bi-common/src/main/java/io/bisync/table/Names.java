package io.bisync.table;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that stand unquoted in the SQL of StarRocks and of PostgreSQL alike. */
final class Names {

    private static final int LONGEST = 63;

    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** Words that at least one of the two reserves, as far as an ERP may use them as a field's name. */
    private static final Set<String> RESERVED = Set.of(
            "all",
            "and",
            "array",
            "as",
            "asc",
            "between",
            "case",
            "cast",
            "char",
            "check",
            "collate",
            "column",
            "constraint",
            "create",
            "cross",
            "current_date",
            "current_role",
            "current_time",
            "current_timestamp",
            "current_user",
            "database",
            "databases",
            "date",
            "default",
            "delete",
            "desc",
            "describe",
            "distinct",
            "double",
            "do",
            "drop",
            "else",
            "end",
            "except",
            "exists",
            "false",
            "fetch",
            "float",
            "for",
            "force",
            "foreign",
            "from",
            "full",
            "function",
            "grant",
            "group",
            "grouping",
            "groups",
            "having",
            "if",
            "in",
            "index",
            "initially",
            "inner",
            "insert",
            "int",
            "integer",
            "intersect",
            "into",
            "is",
            "join",
            "json",
            "key",
            "keys",
            "kill",
            "lateral",
            "leading",
            "left",
            "like",
            "limit",
            "load",
            "localtime",
            "not",
            "null",
            "offset",
            "on",
            "only",
            "or",
            "order",
            "outer",
            "over",
            "partition",
            "placing",
            "primary",
            "procedure",
            "range",
            "rank",
            "read",
            "references",
            "regexp",
            "release",
            "rename",
            "replace",
            "returning",
            "right",
            "rlike",
            "row",
            "rows",
            "schema",
            "schemas",
            "select",
            "set",
            "show",
            "some",
            "symmetric",
            "system",
            "table",
            "text",
            "then",
            "to",
            "trailing",
            "true",
            "union",
            "unique",
            "update",
            "use",
            "user",
            "using",
            "values",
            "varchar",
            "when",
            "where",
            "window",
            "with");

    static void check(String name) {
        if (!ALLOWED.matcher(name).matches() || RESERVED.contains(name)) {
            throw new IllegalArgumentException(
                    "'%s' cannot stand unquoted in SQL: use lower-case letters, digits and _, and no reserved word"
                            .formatted(name));
        }
    }

    /**
     * The name of a column for a field that an ERP calls so: {@code virtualQty} becomes {@code virtual_qty}, and a reserved word
     * gets {@code field_} before it.
     *
     * @throws IllegalArgumentException where no letter or digit is left
     */
    static String column(String field) {
        var name = field.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("'%s' gives no name for a column".formatted(field));
        }
        var whole = RESERVED.contains(name) || !Character.isLetter(name.charAt(0)) ? "field_" + name : name;
        return whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole;
    }

    private Names() {}
}
