package io.bisync.local.jushuitan.api;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldType;
import io.bisync.local.jushuitan.book.Book;
import io.bisync.local.jushuitan.book.BookPage;
import io.bisync.local.jushuitan.book.BookQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Any other query: reads the question by the page's dictionary and answers a page of the entity's book. */
final class EntityQuery {

    private static final Set<String> COMMON = Set.of(
            "page_index", "page_size", "modified_begin", "modified_end", "date_type", "start_ts", "ts", "is_get_total");
    private static final Set<String> PAGING = Set.of("page_index", "page_size", "is_get_total");
    private static final int NOT_BUILT = -501;

    private final Dictionary page;
    private final Biz biz;

    private EntityQuery(Dictionary page, String bizText) {
        this.page = page;
        this.biz = Biz.parse(
                bizText,
                page.level(Dictionary.REQUEST).stream().map(Field::name).collect(Collectors.toSet()));
    }

    static Answer answer(Book book, String bizText, boolean versions) {
        Dictionary page = book.dictionary();
        EntityQuery question = new EntityQuery(page, bizText);
        BookQuery query = question.read(versions);
        BookPage found = book.page(query);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("page_index", query.pageIndex());
        members.put("page_size", query.pageSize());
        if (page.fact("total").isPresent()) {
            // Without is_get_total both are sent all the same and mean nothing.
            int total = question.isCounted() ? found.total() : 0;
            members.put("data_count", total);
            members.put("page_count", (total + query.pageSize() - 1) / query.pageSize());
        }
        members.put("has_next", found.hasNext());
        return Answer.page(members, page.require("array"), found.array(), found.rows());
    }

    private boolean isCounted() {
        return !Boolean.FALSE.equals(biz.flag("is_get_total"));
    }

    private BookQuery read(boolean versions) {
        Instant from = biz.moment("modified_begin");
        Instant to = biz.moment("modified_end");
        Long version = version();
        if (version != null) {
            checkAlone();
        }
        String scope = page.keyOfRequest().orElse("");
        Long scoped = scope.isEmpty() ? null : biz.number(scope);
        Map<String, Set<String>> selected = selected(scope);
        checkWindow(from, to);
        if (page.fact("window").isPresent() && from == null && version == null && selected.isEmpty()) {
            throw RefusedException.invalid("查询条件不能同时为空");
        }
        if (version == null) {
            unlessGiven(selected);
        }
        int most = Integer.parseInt(page.require("page_size"));
        return new BookQuery(
                scoped == null ? 0 : scoped,
                version,
                from == null ? null : (Long) from.toEpochMilli(),
                to == null ? null : (Long) to.toEpochMilli(),
                selected,
                biz.number("page_index", 1, Integer.MAX_VALUE),
                biz.number(
                        "page_size",
                        Integer.parseInt(page.fact("page_size_default").orElse("30")),
                        most),
                without(versions));
    }

    /** What is only answered when its switch is on; the row version only for a fault. */
    private Set<String> without(boolean versions) {
        Set<String> without = page.level(Dictionary.REQUEST, FieldType.BOOLEAN).stream()
                .filter(field -> !field.values().isEmpty() && !Boolean.TRUE.equals(biz.flag(field.name())))
                .map(Field::values)
                .collect(Collectors.toSet());
        if (!versions) {
            without.add("ts");
        }
        return without;
    }

    private @Nullable Long version() {
        String increment = page.require("increment");
        Long version = biz.number(increment);
        if (version != null && version < 0) {
            throw RefusedException.invalid(increment);
        }
        return version;
    }

    /** Where the page says so, a row version goes with nothing but the page and the count. */
    private void checkAlone() {
        page.fact("alone")
                .ifPresent(version -> page.level(Dictionary.REQUEST).stream()
                        .map(Field::name)
                        .filter(name -> !name.equals(version) && !PAGING.contains(name) && biz.has(name))
                        .findFirst()
                        .ifPresent(name -> {
                            throw RefusedException.invalid("使用%s查询时不能传%s".formatted(version, name));
                        }));
    }

    /** Where the page has a value for a list that is not given, only such rows are answered. */
    private void unlessGiven(Map<String, Set<String>> selected) {
        for (Field field : page.level(Dictionary.REQUEST, FieldType.LIST)) {
            page.fact("default." + field.name())
                    .ifPresent(value -> selected.putIfAbsent(field.values(), Set.of(value)));
        }
    }

    private void checkWindow(@Nullable Instant from, @Nullable Instant to) {
        Long given = biz.number("date_type");
        Long dateType = given != null || from == null
                ? given
                : page.fact("default.date_type").map(Long::valueOf).orElse(null);
        if (dateType != null && dateType != 0) {
            if (isNoChoice("date_type", Long.toString(dateType))) {
                throw RefusedException.invalid("date_type");
            }
            throw new RefusedException(NOT_BUILT, "The simulator does not implement date_type " + dateType);
        }
        if ((from == null) != (to == null)) {
            throw RefusedException.invalid("modified_begin,modified_end 必须同时存在");
        }
        if (from == null || to == null) {
            return;
        }
        if (to.isBefore(from)) {
            throw RefusedException.invalid("modified_end 早于 modified_begin");
        }
        String window = page.require("window");
        Duration longest = Duration.ofDays(Long.parseLong(window.substring(0, window.length() - 1)));
        if (Duration.between(from, to).compareTo(longest) > 0) {
            throw RefusedException.invalid("modified_begin,modified_end 时间间隔不能超过%d天".formatted(longest.toDays()));
        }
    }

    /** A list selects by the field that its line names, a single value by the field of its own name. */
    private Map<String, Set<String>> selected(String scope) {
        Map<String, Set<String>> selected = new HashMap<>();
        for (Field field : page.level(Dictionary.REQUEST)) {
            String name = field.name();
            if (COMMON.contains(name) || name.equals(scope) || field.type() == FieldType.BOOLEAN) {
                continue;
            }
            Set<String> values = values(field);
            if (field.length() > 0 && values.size() > field.length()) {
                throw RefusedException.invalid("%s 最大限制%d条".formatted(name, field.length()));
            }
            if (values.stream().anyMatch(value -> isNoChoice(name, value))) {
                throw RefusedException.invalid(name);
            }
            if (!values.isEmpty()) {
                selected.put(field.choices().isEmpty() && !field.values().isEmpty() ? field.values() : name, values);
            }
        }
        return selected;
    }

    private Set<String> values(Field field) {
        return switch (field.type()) {
            case LIST -> biz.texts(field.name());
            case CSV -> {
                String values = biz.text(field.name());
                yield values == null
                        ? Set.of()
                        : Arrays.stream(values.split(",", -1)).collect(Collectors.toSet());
            }
            case INTEGER -> {
                Long value = biz.number(field.name());
                yield value == null ? Set.of() : Set.of(Long.toString(value));
            }
            default -> {
                String value = biz.text(field.name());
                yield value == null ? Set.of() : Set.of(value);
            }
        };
    }

    private boolean isNoChoice(String name, String value) {
        return page.level(Dictionary.REQUEST).stream()
                .filter(field -> field.name().equals(name))
                .anyMatch(
                        field -> !field.choices().isEmpty() && !field.choices().contains(value));
    }
}
