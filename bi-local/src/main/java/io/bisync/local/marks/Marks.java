package io.bisync.local.marks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What {@code marks.tsv} lists, and what of a simulator's invented fields a reader may see. */
public final class Marks {

    /** Stands in every marked value and nowhere else. */
    public static final String MARK = "PII7f3a";

    /** The numbers that are planted in free text, as they are spelled there: they have no room for the mark. */
    public static final List<String> NUMBERS = List.of(
            "19900427318",
            "199-0042-7318",
            "199 0042 7318",
            "33010619900427318X",
            "6222021990042731811",
            "6222 0219 9004 2731 811");

    /** The invented fields that an operator has allowed; all others are sealed. */
    public static final Set<String> ALLOWED = Set.of(
            "jushuitan.order.risk_score",
            "jushuitan.order.wave_tag",
            "jushuitan.order.activity_ids",
            "jushuitan.order.presell_flag",
            "jushuitan.order.items.craft_code",
            "jushuitan.order.items.shelf_hint",
            "jushuitan.order.items.rebate_points",
            "jushuitan.purchase.house_rank",
            "leke.order.promo_tags",
            "leke.order.items.batch_code");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, List<Mark>> ALL = read();

    private Marks() {}

    /**
     * A marked value.
     *
     * @param value as the simulator sends it
     * @param masked what may remain of a free text; null where nothing may
     */
    public record Mark(String name, Object value, @Nullable Object masked) {}

    /** The marks of one place, as the first column of the list names it. */
    public static List<Mark> at(String place) {
        return ALL.getOrDefault(place, List.of());
    }

    /** What a reader may see of an unknown field: its value if it is allowed, else its type. */
    public static @Nullable Object shown(String path, @Nullable Object value) {
        return value == null || ALLOWED.contains(path) ? value : "sealed:" + type(value);
    }

    private static String type(Object value) {
        return switch (value) {
            case String _ -> "text";
            case Boolean _ -> "boolean";
            case Number _ -> "number";
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            default -> throw new IllegalArgumentException("Not of JSON: " + value.getClass());
        };
    }

    private static Map<String, List<Mark>> read() {
        Map<String, List<Mark>> all = new LinkedHashMap<>();
        lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] parts = line.split("\t", -1);
            Object masked = parts.length > 3 ? JSON.readValue(parts[3], Object.class) : null;
            all.computeIfAbsent(parts[0], _ -> new ArrayList<>())
                    .add(new Mark(parts[1], JSON.readValue(parts[2], Object.class), masked));
        });
        return all;
    }

    private static Stream<String> lines() {
        try (var in = Objects.requireNonNull(Marks.class.getResourceAsStream("marks.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
