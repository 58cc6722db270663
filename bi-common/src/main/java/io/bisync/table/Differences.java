package io.bisync.table;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares a declared table with the live one. */
final class Differences {

    static List<String> of(Table declared, List<LiveColumn> live) {
        if (live.isEmpty()) {
            return List.of("Table %s does not exist; apply deploy/starrocks/%s.sql"
                    .formatted(declared.name(), declared.name()));
        }
        var types =
                live.stream().collect(toMap(it -> it.name().toLowerCase(Locale.ROOT), LiveColumn::type, (a, b) -> a));
        var found = new ArrayList<String>();
        for (var column : declared.columns()) {
            var type = types.get(column.name());
            if (type == null) {
                found.add("Column %s.%s is missing; it should be %s"
                        .formatted(declared.name(), column.name(), column.type().sql()));
            } else if (!canonical(type).equals(canonical(column.type().sql()))) {
                found.add("Column %s.%s is %s; it should be %s"
                        .formatted(
                                declared.name(),
                                column.name(),
                                type,
                                column.type().sql()));
            }
        }
        return List.copyOf(found);
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
