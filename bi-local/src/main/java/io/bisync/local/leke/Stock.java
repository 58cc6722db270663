package io.bisync.local.leke;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.OddValues;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One version of the stock of a SKU in a warehouse; its values follow from its number and version, field by field of the page. */
record Stock(int number, long version, boolean deleted, Instant occurredAt) {

    static final Dictionary PAGE = Dictionary.of("leke").stream()
            .filter(page -> page.entity().equals("inventory"))
            .findFirst()
            .orElseThrow();

    private static final Set<String> IDENTITY = Set.of("inventory_id", "sku_id", "warehouse_id");
    private static final int WAREHOUSES = 3;
    private static final int ODD_OF = 40;

    String id() {
        return "W%d:%s".formatted(number % WAREHOUSES + 1, sku());
    }

    Stock next(Instant now, boolean gone) {
        return new Stock(number, version + 1, gone, now);
    }

    ChangeEvent event(String tenant, long seed) {
        var random = new Random(seed * 37 + number * 1_000_003L + version);
        var subject = new ChangeEvent.Subject(
                tenant, PAGE.entity(), id(), version, deleted, occurredAt, occurredAt.plusMillis(333));
        return ChangeEvent.of(subject, random, (spelling, rolls) -> {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            for (Field field : PAGE.level(Dictionary.ROOT)) {
                Object odd = odd(field);
                data.put(field.name(), odd == null ? spelled(field, spelling) : odd);
            }
            data.putAll(unknown());
            return ChangeEvent.shuffledNowAndThen(data, rolls);
        });
    }

    TruthRow truth() {
        Map<String, String> key = Map.of("inventory_id", id());
        if (deleted) {
            return new TruthRow(PAGE.table(), key, version, null);
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        for (Field field : PAGE.level(Dictionary.ROOT)) {
            Object odd = odd(field);
            row.put(field.name(), odd == null ? canonical(value(field)) : null);
            if (odd != null) {
                extra.put(field.name(), odd);
            }
        }
        row.put("occurred_at", TruthRow.time(occurredAt));
        row.put("emitted_at", TruthRow.time(occurredAt.plusMillis(333)));
        Map<String, @Nullable Object> shown = Unknown.shown("leke.inventory", unknown());
        if (shown != null) {
            extra.putAll(shown);
        }
        row.put("extra", extra.isEmpty() ? null : extra);
        return new TruthRow(PAGE.table(), key, version, row);
    }

    /** What this version has in the place of an ordinary value; null for nearly all. */
    private @Nullable Object odd(Field field) {
        List<Object> values = IDENTITY.contains(field.name()) ? List.of() : OddValues.of(field);
        var random = chance(field.name() + " odd");
        return values.isEmpty() || random.nextInt(ODD_OF) > 0 ? null : values.get(random.nextInt(values.size()));
    }

    private Random chance(String question) {
        var random = new Random(number * 7_919L + version * 104_729L + question.hashCode());
        random.nextInt();
        return random;
    }

    private @Nullable Object value(Field field) {
        var random = chance(field.name());
        return switch (field.name()) {
            case "inventory_id" -> id();
            case "sku_id" -> sku();
            case "warehouse_id" -> "W" + (number % WAREHOUSES + 1);
            default -> random.nextInt(8) == 0 ? null : value(field, random);
        };
    }

    private @Nullable Object value(Field field, Random random) {
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

    private String sku() {
        return "A%03d-RED-%c".formatted(number / WAREHOUSES, "SMLX".charAt(number / WAREHOUSES % 4));
    }

    private Map<String, @Nullable Object> unknown() {
        Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
        if (Math.floorMod(number * 31L + version, 9) == 0) {
            unknown.put("bin_code", "B" + number);
        }
        return unknown;
    }

    private @Nullable Object spelled(Field field, Spelling spelling) {
        Object value = value(field);
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
