package io.bisync.proof.comparison;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One spelling for values that mean the same, by the type of their column. */
final class Canonical {

    private static final Pattern SEALED = Pattern.compile("sealed:([a-z]+)(?::\\d+)?:[\\w-]{20,}");
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private Canonical() {}

    /** A sealed value is told by its type alone: what is in it is nobody's business. */
    static String of(JsonNode value, String type) {
        return SEALED.matcher(clear(value, type)).replaceAll("sealed:$1");
    }

    private static String clear(JsonNode value, String type) {
        if (value.isNull() || value.isMissingNode()) {
            return "null";
        }
        String kind = type.toLowerCase(Locale.ROOT).replaceAll("\\(.*", "").strip();
        return switch (kind) {
            case "decimal",
                    "decimal32",
                    "decimal64",
                    "decimal128",
                    "bigint",
                    "int",
                    "smallint",
                    "tinyint",
                    "largeint" -> number(value.asString());
            case "boolean" -> bool(value);
            case "datetime" -> dateTime(value.asString());
            case "json" -> json(value);
            default -> value.asString();
        };
    }

    private static String number(String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return number.signum() == 0 ? "0" : number.toPlainString();
    }

    private static String bool(JsonNode value) {
        return switch (value.asString()) {
            case "1", "true" -> "true";
            case "0", "false" -> "false";
            default -> value.asString();
        };
    }

    private static String dateTime(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).format(MILLIS);
    }

    private static String json(JsonNode value) {
        JsonNode tree = value.isString() ? JSON.readTree(value.asString()) : value;
        return JSON.writeValueAsString(sorted(tree));
    }

    /** Objects with their names in order, so that the order of fields does not matter. */
    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            var sorted = JSON.createObjectNode();
            node.propertyNames().stream().sorted().forEach(name -> sorted.set(name, sorted(node.get(name))));
            return sorted;
        }
        if (node.isArray()) {
            var sorted = JSON.createArrayNode();
            node.forEach(element -> sorted.add(sorted(element)));
            return sorted;
        }
        return node;
    }
}
