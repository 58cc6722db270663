package io.bisync.run.comparison;

import io.bisync.table.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** One spelling for values that mean the same, by the type of their column: StarRocks answers in others than it is told. */
final class Spelling {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Spelling() {}

    /** Null where there is no value. */
    static @Nullable String of(ColumnType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        var text = value.toString();
        return switch (type.kind()) {
            case BIGINT, INT, DECIMAL -> number(text);
            case BOOLEAN -> text.equals("1") ? "true" : text.equals("0") ? "false" : text;
            case DATETIME -> dateTime(text);
            case JSON -> json(value instanceof String ? text : JSON.writeValueAsString(value));
            case VARCHAR -> text;
        };
    }

    private static String number(String text) {
        try {
            var number = new BigDecimal(text).stripTrailingZeros();
            return number.signum() == 0 ? "0" : number.toPlainString();
        } catch (NumberFormatException none) {
            return text;
        }
    }

    private static String dateTime(String text) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T')).toString();
        } catch (DateTimeParseException none) {
            return text;
        }
    }

    private static String json(String text) {
        try {
            return sorted(JSON.readTree(text)).toString();
        } catch (JacksonException none) {
            return text;
        }
    }

    /** Objects with their names in order, numbers by their value. */
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
        return node.isNumber() ? JsonNodeFactory.instance.stringNode("#" + number(node.asString())) : node;
    }
}
