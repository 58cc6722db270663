package io.bisync.local.leke;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldType;
import io.bisync.local.dictionary.OddValues;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One version of a row of an entity; its values follow from its number and version, field by field of the page. */
record PageRow(Dictionary page, int number, long version, boolean deleted, Instant occurredAt) {

    private static final int WAREHOUSES = 3;
    private static final int SHOPS = 20;
    private static final int MOST_LINES = 4;
    private static final int ODD_OF = 40;

    String id() {
        return switch (page.entity()) {
            case "inventory" -> "W%d:%s".formatted(number % WAREHOUSES + 1, sku(number / WAREHOUSES));
            case "sku" -> sku(number);
            case "shop" -> "S%02d".formatted(number + 1);
            case "warehouse" -> "W" + (number + 1);
            default -> page.entity().substring(0, 2).toUpperCase(Locale.ROOT) + "%06d".formatted(number);
        };
    }

    PageRow next(Instant now, boolean gone) {
        return new PageRow(page, number, version + 1, gone, now);
    }

    ChangeEvent event(String tenant, long seed) {
        var random = new Random(seed * 37 + number * 1_000_003L + version);
        var subject = new ChangeEvent.Subject(
                tenant, page.entity(), id(), version, deleted, occurredAt, occurredAt.plusMillis(333));
        return ChangeEvent.of(subject, random, (spelling, rolls) -> {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            for (Field field : page.level(Dictionary.ROOT)) {
                Object odd = odd(field);
                data.put(field.name(), odd == null ? spelled(field, spelling) : odd);
            }
            data.putAll(unknown());
            return ChangeEvent.shuffledNowAndThen(data, rolls);
        });
    }

    /** The row itself and the rows of its list. */
    Stream<TruthRow> truth() {
        Map<String, String> key = Map.of(page.key().getFirst(), id());
        if (deleted) {
            return Stream.of(new TruthRow(page.table(), key, version, null));
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        for (Field field : page.level(Dictionary.ROOT)) {
            if (field.type() != FieldType.LIST) {
                Object odd = odd(field);
                row.put(field.name(), odd == null ? canonical(value(field)) : null);
                if (odd != null) {
                    extra.put(field.name(), odd);
                }
            }
        }
        row.put("occurred_at", TruthRow.time(occurredAt));
        row.put("emitted_at", TruthRow.time(occurredAt.plusMillis(333)));
        Map<String, @Nullable Object> shown = Unknown.shown("leke." + page.entity(), unknown());
        if (shown != null) {
            extra.putAll(shown);
        }
        row.put("extra", extra.isEmpty() ? null : extra);
        return Stream.concat(
                Stream.of(new TruthRow(page.table(), key, version, row)),
                page.level(Dictionary.ROOT, FieldType.LIST).stream().flatMap(this::truth));
    }

    private Stream<TruthRow> truth(Field list) {
        return lines(list, (_, value) -> canonical(value)).stream().map(line -> {
            line.put(page.key().getFirst(), id());
            line.put("extra", null);
            Map<String, String> key =
                    Map.of(page.key().getFirst(), id(), page.key(list), String.valueOf(line.get(page.key(list))));
            return new TruthRow(page.table(list), key, version, line);
        });
    }

    /** What this version has in the place of an ordinary value; null for nearly all. */
    private @Nullable Object odd(Field field) {
        List<Object> values = isIdentity(field) ? List.of() : OddValues.of(field);
        var random = chance(field.path() + " odd");
        return values.isEmpty() || random.nextInt(ODD_OF) > 0 ? null : values.get(random.nextInt(values.size()));
    }

    private static boolean isIdentity(Field field) {
        return field.name().endsWith("_id");
    }

    private Random chance(String question) {
        var random = new Random(number * 7_919L + version * 104_729L + question.hashCode());
        random.nextInt();
        return random;
    }

    private @Nullable Object value(Field field) {
        if (field.name().equals(page.key().getFirst())) {
            return id();
        }
        return value(field, chance(field.name()));
    }

    private @Nullable Object value(Field field, Random random) {
        return switch (field.name()) {
            case "sku_id" -> sku(number / WAREHOUSES);
            case "warehouse_id" -> "W" + (number % WAREHOUSES + 1);
            case "shop_id" -> "S%02d".formatted(number % SHOPS + 1);
            default -> random.nextInt(8) == 0 ? null : ordinary(field, random);
        };
    }

    private @Nullable Object ordinary(Field field, Random random) {
        return switch (field.type()) {
            case NUMBER ->
                field.values().equals("piece")
                        ? BigDecimal.valueOf(random.nextInt(500) - 20L)
                        : BigDecimal.valueOf(random.nextInt(90_000), 2);
            case BOOLEAN -> random.nextBoolean();
            case TIME -> occurredAt.minus(Duration.ofMinutes(random.nextInt(90 * 24 * 60)));
            case TEXT -> {
                List<String> choices = field.choices();
                yield choices.isEmpty() ? "N" + random.nextInt(9_999) : choices.get(random.nextInt(choices.size()));
            }
            default -> throw new IllegalStateException("No value for " + field);
        };
    }

    /** The rows of a list, each value as it is written. */
    private List<Map<String, @Nullable Object>> lines(
            Field list, BiFunction<Field, @Nullable Object, @Nullable Object> written) {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        int count = 1 + chance(list.path()).nextInt(MOST_LINES);
        for (int i = 1; i <= count; i++) {
            String line = String.valueOf(i);
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (Field field : page.level(list.path())) {
                values.put(
                        field.name(),
                        field.name().equals(page.key(list))
                                ? line
                                : written.apply(field, value(field, chance(field.path() + line))));
            }
            lines.add(values);
        }
        return lines;
    }

    private static String sku(int number) {
        return "A%03d-RED-%c".formatted(number, "SMLX".charAt(number % 4));
    }

    private Map<String, @Nullable Object> unknown() {
        Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
        if (Math.floorMod(number * 31L + version, 9) == 0) {
            unknown.put("bin_code", "B" + number);
        }
        return unknown;
    }

    private @Nullable Object spelled(Field field, Spelling spelling) {
        return field.type() == FieldType.LIST
                ? lines(field, (of, value) -> spelled(of, value, spelling))
                : spelled(field, value(field), spelling);
    }

    private static @Nullable Object spelled(Field field, @Nullable Object value, Spelling spelling) {
        return switch (field.type()) {
            case NUMBER -> spelling.decimal((BigDecimal) value);
            case TIME -> spelling.time((Instant) value);
            case BOOLEAN -> value == null ? null : spelling.flag((Boolean) value);
            default -> value;
        };
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        return switch (value) {
            case BigDecimal number -> TruthRow.decimal(number);
            case Instant time -> TruthRow.time(time);
            case null, default -> value;
        };
    }
}
