package io.bisync.proof;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldType;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the check knows about a table: its names and its keys, read off the vendor's page and not off the code.
 *
 * @param page the page of the entity that this table belongs to
 * @param view the view for BI
 * @param rootKey the key of the entity below the account
 * @param childKey the key of a row below its entity; empty for the entity itself
 */
record BusinessTable(Dictionary page, String view, List<String> rootKey, List<String> childKey) {

    private static final String BASE = "ods_";

    /** The tables of an entity, its own one first. */
    static Stream<BusinessTable> of(Dictionary page) {
        return Stream.concat(
                Stream.of(new BusinessTable(page, page.table(), page.key(), List.of())),
                page.level(Dictionary.ROOT, FieldType.LIST).stream().map(list -> child(page, list)));
    }

    private static BusinessTable child(Dictionary page, Field list) {
        return new BusinessTable(page, page.table(list), page.key(), List.of(page.key(list)));
    }

    String base() {
        return BASE + view;
    }

    /** The base table of the entity. */
    String root() {
        return BASE + page.table();
    }

    /** The source and the entity, as people name them. */
    String entity() {
        return page.source() + " " + page.entity();
    }

    boolean isChild() {
        return !childKey.isEmpty();
    }

    /** All key columns below the account. */
    List<String> key() {
        return Stream.concat(rootKey.stream(), childKey.stream()).toList();
    }
}
