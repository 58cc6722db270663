package io.bisync.table;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a declared table with the live one. */
final class Differences {

    /** {@code PRI_KEYS} in the documentation, {@code PRIMARY_KEYS} in some releases. */
    private static final String PRIMARY = "PRI";

    static List<String> of(Table declared, LiveTable live) {
        if (live.columns().isEmpty()) {
            return List.of("Table %s does not exist; apply deploy/starrocks/%s.sql"
                    .formatted(declared.name(), declared.name()));
        }
        var columns =
                live.columns().stream().collect(toMap(it -> it.name().toLowerCase(Locale.ROOT), it -> it, (a, _) -> a));
        var found = new ArrayList<String>();
        if (live.model() != null && !live.model().toUpperCase(Locale.ROOT).startsWith(PRIMARY)) {
            found.add("Table %s has the model %s; it should be a primary key table"
                    .formatted(declared.name(), live.model()));
        }
        var keys = live.columns().stream()
                .filter(LiveColumn::key)
                .map(it -> it.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!Set.copyOf(keys).equals(Set.copyOf(declared.key()))) {
            found.add("Table %s has the key (%s); it should be (%s)"
                    .formatted(declared.name(), String.join(", ", keys), String.join(", ", declared.key())));
        }
        for (var column : declared.columns()) {
            compare(declared, column, columns.remove(column.name()), found);
        }
        for (var column : columns.values()) {
            if (!column.nullable() && !column.defaulted()) {
                found.add("Column %s.%s is not declared and NOT NULL without a default; no row could be loaded"
                        .formatted(declared.name(), column.name()));
            }
        }
        return List.copyOf(found);
    }

    private static void compare(Table declared, Column column, @Nullable LiveColumn live, List<String> found) {
        var should = column.type().sql();
        if (live == null) {
            found.add("Column %s.%s is missing; it should be %s".formatted(declared.name(), column.name(), should));
        } else if (!canonical(live.type()).equals(canonical(should))) {
            found.add("Column %s.%s is %s; it should be %s"
                    .formatted(declared.name(), column.name(), live.type(), should));
        } else if (live.nullable() == column.required()) {
            found.add("Column %s.%s is %s; it should be %s"
                    .formatted(
                            declared.name(),
                            column.name(),
                            live.nullable() ? "NULL" : "NOT NULL",
                            column.required() ? "NOT NULL" : "NULL"));
        }
    }

    /** StarRocks shows display widths and internal names: {@code bigint(20)}, {@code decimal64(18, 4)}, {@code tinyint(1)}. */
    private static String canonical(String type) {
        var plain = type.toLowerCase(Locale.ROOT).replace(" ", "");
        if (plain.equals("tinyint(1)")) {
            return "boolean";
        }
        return plain.replaceFirst("^(bigint|int)\\(\\d+\\)$", "$1")
                .replaceFirst("^decimal(32|64|128|v2|v3)\\(", "decimal(");
    }

    private Differences() {}
}
