package io.bisync.local.dictionary;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known about a table without its declaration: its names, its keys and what is worth a look, read off the
 * vendor's page and not off the code.
 *
 * @param page the page of the entity that this table belongs to
 * @param level the level of the page whose rows it holds
 * @param view the view for BI
 * @param rootKey the key of the entity below the account
 * @param childKey the key of a row below its entity; empty for the entity itself
 */
public record BusinessTable(Dictionary page, String level, String view, List<String> rootKey, List<String> childKey) {

    /** What the tables' names begin with, and the views' do not. */
    public static final String BASE = "ods_";

    /** Asks StarRocks which tables there are. */
    public static final String NAMES =
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE '" + BASE + "%'";

    private static final String MODIFIED = "modified";

    /** The tables of all pages that are among those of StarRocks: of what somebody declares. */
    public static List<BusinessTable> among(Set<String> tables) {
        return Dictionary.all().stream()
                .flatMap(BusinessTable::of)
                .filter(table -> tables.contains(table.base()))
                .toList();
    }

    /** The tables of an entity, its own one first. */
    public static Stream<BusinessTable> of(Dictionary page) {
        return Stream.concat(
                Stream.of(new BusinessTable(page, Dictionary.ROOT, page.table(), page.key(), List.of())),
                page.level(Dictionary.ROOT, FieldType.LIST).stream().map(list -> child(page, list)));
    }

    private static BusinessTable child(Dictionary page, Field list) {
        return new BusinessTable(page, list.path(), page.table(list), page.key(), List.of(page.key(list)));
    }

    /** The table below the view. */
    public String base() {
        return BASE + view;
    }

    /** The base table of the entity. */
    public String root() {
        return BASE + page.table();
    }

    /** The source and the entity, as people name them. */
    public String entity() {
        return page.source() + " " + page.entity();
    }

    public boolean isChild() {
        return !childKey.isEmpty();
    }

    /** All key columns below the account. */
    public List<String> key() {
        return Stream.concat(rootKey.stream(), childKey.stream()).toList();
    }

    /** What its rows are summed up by: the first amount of the page, else the first quantity; shops have neither. */
    public Optional<String> amount() {
        List<Field> numbers = page.level(level, FieldType.NUMBER);
        return numbers.stream()
                .filter(field -> field.name().contains("amount"))
                .findFirst()
                .or(() -> numbers.stream()
                        .filter(field -> field.name().contains("qty"))
                        .findFirst())
                .map(Field::name);
    }

    /** When a row changed, where the page says it. */
    public Optional<String> modified() {
        return page.level(level).stream()
                .map(Field::name)
                .filter(MODIFIED::equals)
                .findFirst();
    }

    /** The columns worth a look: the row's own key, the first that has words of its own, the amount, the change. */
    public List<String> glance() {
        Stream<String> words = page.level(level).stream()
                .filter(field -> !field.choices().isEmpty() && field.kind() != FieldClass.PERSONAL)
                .limit(1)
                .map(Field::name);
        return Stream.of(
                        isChild() ? childKey.stream() : rootKey.stream(), words, amount().stream(), modified().stream())
                .flatMap(columns -> columns)
                .distinct()
                .toList();
    }
}
