package io.bisync.local.jushuitan.book;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldClass;
import io.bisync.local.dictionary.FieldType;
import io.bisync.local.dictionary.OddValues;
import io.bisync.local.jushuitan.book.Row.Child;
import io.bisync.local.jushuitan.book.Values.Subject;
import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.jushuitan.field.Personal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Every field of an entity's rows by the vendor's names, in the order of its page. */
final class RowFields {

    private static final int ODD_PER_MILLE = 8;
    private static final long FIRST_NUMBER = 4_400_000_000L;

    private final Dictionary dictionary;
    private final Company company;
    private final List<String> key;
    private final String scope;
    private final Set<String> certain;

    RowFields(Dictionary dictionary, Company company) {
        this.dictionary = dictionary;
        this.company = company;
        this.key = dictionary.key();
        this.scope = dictionary.keyOfRequest().orElse("");
        this.certain = dictionary.level(Dictionary.REQUEST, FieldType.LIST).stream()
                .filter(field -> dictionary.fact("default." + field.name()).isPresent())
                .map(Field::values)
                .collect(Collectors.toSet());
    }

    /** The key of a row. */
    Map<String, Object> key(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : dictionary.level(Dictionary.ROOT)) {
            if (key.contains(field.name())) {
                values.put(field.name(), field.name().equals(scope) ? (Object) row.scope : number(field, row.number));
            }
        }
        return values;
    }

    /** The key of a row of a list. */
    Map<String, Object> key(Row row, Field list, Child child) {
        Map<String, Object> values = key(row);
        dictionary.level(list.path()).stream()
                .filter(field -> field.name().equals(dictionary.key(list)))
                .forEach(field -> values.put(field.name(), number(field, child.number)));
        return values;
    }

    /** The row without its lists and without these fields. */
    void write(Row row, Set<String> without, Fields fields) {
        Subject subject = new Subject(row.seed, row.revision, row.createdAt);
        for (Field field : dictionary.level(Dictionary.ROOT)) {
            String name = field.name();
            if (name.equals(scope) || without.contains(name)) {
                continue;
            }
            if (key.contains(name)) {
                identity(field, number(field, row.number), fields);
            } else if (certain.contains(name)) {
                fields.text(name, Values.choice(field, subject));
            } else if (!row.parts.isEmpty() && field.type() == FieldType.NUMBER) {
                fields.decimal(name, sum(row, field));
            } else {
                switch (name) {
                    case "ts" -> fields.count(name, row.ts);
                    case "modified" -> fields.moment(name, row.modifiedAt);
                    case "created" -> fields.moment(name, row.createdAt);
                    default -> column(field, subject, fields);
                }
            }
        }
        if (Dice.chance(60, row.seed, "house_rank")) {
            fields.unknown("house_rank", Dice.below(100, row.seed, "house_rank#"));
        }
    }

    /** A row of a list. */
    void write(Row row, Field list, Child child, Fields fields) {
        Subject subject = new Subject(child.seed, child.revision, row.createdAt);
        for (Field field : dictionary.level(list.path())) {
            if (field.name().equals(dictionary.key(list))) {
                identity(field, number(field, child.number), fields);
            } else if (key.contains(field.name())) {
                identity(field, number(field, row.number), fields);
            } else {
                column(field, subject, fields);
            }
        }
    }

    private void column(Field field, Subject subject, Fields fields) {
        Object odd = odd(field, subject.seed());
        if (odd == null) {
            write(field, subject, fields);
        } else {
            fields.odd(field.name(), odd);
        }
    }

    /** What a row has in the place of an ordinary value, for all its life; null for nearly all rows. */
    private static @Nullable Object odd(Field field, long seed) {
        List<Object> values = OddValues.of(field);
        String question = field.path() + " odd";
        return values.isEmpty() || !Dice.chance(ODD_PER_MILLE, seed, question)
                ? null
                : Dice.oneOf(values, seed, question);
    }

    private void write(Field field, Subject subject, Fields fields) {
        String name = field.name();
        if (field.kind() == FieldClass.PERSONAL) {
            fields.personal(name, Personal.value(subject.seed(), name, 300));
            return;
        }
        switch (field.type()) {
            case INTEGER -> fields.count(name, integer(field, subject));
            case NUMBER -> fields.decimal(name, Values.number(field, subject));
            case TEXT -> Values.text(field, subject, fields);
            case TIME -> fields.moment(name, Values.time(field, subject));
            case BOOLEAN -> fields.flag(name, Values.flag(field, subject));
            case JSON -> fields.tree(name, Dice.chance(300, subject.seed(), name) ? tree(field, subject) : null);
            case JSON_ARRAY -> fields.tree(name, Dice.chance(300, subject.seed(), name) ? trees(field, subject) : null);
            case TEXTS ->
                fields.tree(name, Dice.chance(300, subject.seed(), name) ? Values.texts(field, subject) : null);
            case LIST, CSV -> {
                // A list is written by whoever knows its rows.
            }
        }
    }

    private @Nullable Long integer(Field field, Subject subject) {
        return switch (field.name()) {
            case "co_id" -> company.coId();
            case "shop_id" -> Dice.oneOf(company.shops(), subject.seed(), "shop_id");
            case "wms_co_id" -> Dice.oneOf(company.warehouses(), subject.seed(), "wms_co_id");
            default -> Values.integer(field, subject);
        };
    }

    private List<Map<String, Object>> trees(Field field, Subject subject) {
        return IntStream.rangeClosed(0, Dice.below(3, subject.seed(), field.name() + " rows"))
                .mapToObj(i -> tree(field, new Subject(subject.seed() + i, subject.revision(), subject.createdAt())))
                .toList();
    }

    /** Its members are what they are: nothing below is read by a type. */
    private Map<String, Object> tree(Field field, Subject subject) {
        Members members = new Members();
        dictionary.level(field.path()).forEach(member -> write(member, subject, members));
        return members.all();
    }

    /** The numbers of all warehouses together, without those that are none; nothing where none of them says any. */
    private static @Nullable BigDecimal sum(Row row, Field field) {
        List<BigDecimal> parts = row.parts.stream()
                .filter(part -> odd(field, part.seed) == null)
                .map(part -> Values.number(field, new Subject(part.seed, part.revision, part.createdAt)))
                .filter(Objects::nonNull)
                .toList();
        return parts.isEmpty() ? null : parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Object number(Field field, long number) {
        return switch (field.type()) {
            case INTEGER ->
                switch (field.name()) {
                    case "shop_id" -> company.shop(number);
                    case "wms_co_id" -> company.warehouse(number);
                    default -> FIRST_NUMBER + company.coId() % 1000 * 1_000_000 + number;
                };
            default -> "%s-%05d".formatted(field.name().replaceAll("_.*", "").toUpperCase(Locale.ROOT), number);
        };
    }

    private static void identity(Field field, Object value, Fields fields) {
        if (value instanceof Long number) {
            fields.count(field.name(), number);
        } else {
            fields.text(field.name(), String.valueOf(value));
        }
    }
}
