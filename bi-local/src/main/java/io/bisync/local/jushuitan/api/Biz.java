package io.bisync.local.jushuitan.api;

import io.bisync.local.jushuitan.field.ShanghaiTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The question of a call: an object of fields that the endpoint knows; numbers may be quoted. */
record Biz(JsonNode fields) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Biz parse(String text, Set<String> known) {
        JsonNode fields;
        try {
            fields = JSON.readTree(text);
        } catch (JacksonException unreadable) {
            throw RefusedException.invalid("biz");
        }
        if (!fields.isObject()) {
            throw RefusedException.invalid("biz");
        }
        for (String name : fields.propertyNames()) {
            if (!known.contains(name)) {
                throw RefusedException.invalid(name);
            }
        }
        return new Biz(fields);
    }

    boolean has(String name) {
        return present(name) != null;
    }

    @Nullable Long number(String name) {
        JsonNode value = present(name);
        return value == null ? null : asNumber(name, value);
    }

    /** A number between one and the most allowed, or the default. */
    int number(String name, int byDefault, int most) {
        Long value = number(name);
        if (value == null) {
            return byDefault;
        }
        if (value < 1 || value > most) {
            throw RefusedException.invalid("%s 范围1-%d".formatted(name, most));
        }
        return value.intValue();
    }

    @Nullable String text(String name) {
        JsonNode value = present(name);
        return value == null ? null : asText(name, value);
    }

    @Nullable Boolean flag(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        return switch (value.asString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw RefusedException.invalid(name);
        };
    }

    @Nullable Instant moment(String name) {
        String text = text(name);
        return text == null ? null : ShanghaiTime.parse(text).orElseThrow(() -> RefusedException.invalid(name));
    }

    Set<Long> numbers(String name) {
        return all(name, value -> asNumber(name, value));
    }

    Set<String> texts(String name) {
        return all(name, value -> asText(name, value));
    }

    private <T> Set<T> all(String name, Function<JsonNode, T> read) {
        Set<T> all = new HashSet<>();
        JsonNode values = present(name);
        if (values == null) {
            return all;
        }
        if (!values.isArray()) {
            throw RefusedException.invalid(name);
        }
        values.forEach(value -> all.add(read.apply(value)));
        return all;
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = fields.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static long asNumber(String name, JsonNode value) {
        if (value.isIntegralNumber() || value.isString()) {
            try {
                return Long.parseLong(value.asString());
            } catch (NumberFormatException notANumber) {
                throw RefusedException.invalid(name);
            }
        }
        throw RefusedException.invalid(name);
    }

    private static String asText(String name, JsonNode value) {
        if ((value.isString() && !value.asString().isEmpty()) || value.isIntegralNumber()) {
            return value.asString();
        }
        throw RefusedException.invalid(name);
    }
}
