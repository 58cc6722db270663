package io.bisync.local.jushuitan.field;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** A way in which a row can never be loaded: what is spoilt in it, and the code under which it has to be set aside. */
@SuppressWarnings("ImmutableEnumChecker") // Its functions hold nothing.
public enum Defect {
    MISSING_ID("BI-TABLE-07", _ -> true, (row, page) -> row.remove(id(page).name())),
    FRACTION_AS_ID(
            "BI-TABLE-12",
            page -> id(page).type() == FieldType.INTEGER,
            (row, page) -> row.put(id(page).name(), row.path(id(page).name()).asString() + ".5")),
    LONG_ID(
            "BI-TABLE-15",
            page -> id(page).type() == FieldType.TEXT,
            (row, page) -> row.put(id(page).name(), "款".repeat(43))),
    /** Where rows are asked for by their versions, a page without any keeps the reader where it is (BI-JST-20). */
    MISSING_VERSION(
            "BI-TABLE-08",
            page -> Set.of("modified", "created").contains(version(page)),
            (row, page) -> row.remove(version(page))),
    ABSURD_VERSION(
            "BI-TABLE-08",
            page -> version(page).equals("ts"),
            (row, page) -> row.put(version(page), 4_000_000_000_000_000_000L)),
    MISSING_LIST(
            "BI-TABLE-10", Defect::hasList, (row, page) -> row.remove(list(page).name())),
    TEXT_AS_LIST(
            "BI-TABLE-12", Defect::hasList, (row, page) -> row.put(list(page).name(), "none")),
    MISSING_ID_IN_LIST(
            "BI-TABLE-07",
            Defect::hasList,
            (row, page) -> row.withArray(list(page).name())
                    .forEach(child -> ((ObjectNode) child).remove(page.key(list(page))))),
    ID_TWICE_IN_LIST("BI-TABLE-11", Defect::hasList, (row, page) -> {
        var children = row.withArray(list(page).name());
        children.add(children.get(0));
    });

    private final String code;
    private final Predicate<Dictionary> suits;
    private final BiConsumer<ObjectNode, Dictionary> spoiling;

    Defect(String code, Predicate<Dictionary> suits, BiConsumer<ObjectNode, Dictionary> spoiling) {
        this.code = code;
        this.suits = suits;
        this.spoiling = spoiling;
    }

    /** The defects that rows of this page can have without keeping their reader from all others. */
    public static List<Defect> of(Dictionary page) {
        return Arrays.stream(values()).filter(it -> it.suits.test(page)).toList();
    }

    /** The defect of this name. */
    public static Optional<Defect> of(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }

    /** The name on the control address, for example {@code missing-id}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code under which such a row is set aside. */
    public String code() {
        return code;
    }

    /** Gives the defect to a row as it is sent. */
    public void spoil(ObjectNode row, Dictionary page) {
        spoiling.accept(row, page);
    }

    /** The part of the key that the row itself has to say. */
    private static Field id(Dictionary page) {
        String name = page.key().getLast();
        return page.level(Dictionary.ROOT).stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String version(Dictionary page) {
        return page.require("version");
    }

    private static boolean hasList(Dictionary page) {
        return !page.level(Dictionary.ROOT, FieldType.LIST).isEmpty();
    }

    /** The first list of a page is the one that no row lacks. */
    private static Field list(Dictionary page) {
        return page.level(Dictionary.ROOT, FieldType.LIST).getFirst();
    }
}
