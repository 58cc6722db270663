package io.bisync.local.dictionary;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor's page about one entity.
 *
 * @param facts what the page says about the endpoint
 * @param fields in the order of the page
 */
public record Dictionary(String source, String entity, Map<String, String> facts, List<Field> fields) {

    /** The level of the entity itself. */
    public static final String ROOT = ".";

    /** What the endpoint takes. */
    public static final String REQUEST = "request";

    /** The object around an event. */
    public static final String ENVELOPE = "envelope";

    private static final String OF_REQUEST = "request:";

    /** All dictionaries on the class path, by source and entity. */
    public static List<Dictionary> all() {
        return DictionaryFiles.ALL;
    }

    /** The dictionaries of one source. */
    public static List<Dictionary> of(String source) {
        return all().stream().filter(it -> it.source().equals(source)).toList();
    }

    /** What the page says under this name. */
    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** A fact that the entity cannot do without. */
    public String require(String name) {
        return fact(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "dictionary/%s/%s.tsv lacks '# %s: …'".formatted(source, entity, name)));
    }

    /** The fields of a level. */
    public List<Field> level(String level) {
        return fields.stream().filter(field -> field.level().equals(level)).toList();
    }

    /** The fields of a level that are of this type. */
    public List<Field> level(String level, FieldType type) {
        return level(level).stream().filter(field -> field.type() == type).toList();
    }

    /** The names that tell rows of the entity apart, in the order of the key. */
    public List<String> key() {
        return Arrays.stream(require("key").split(", *", -1))
                .map(name -> name.startsWith(OF_REQUEST) ? name.substring(OF_REQUEST.length()) : name)
                .toList();
    }

    /** The part of the key that only the request knows. */
    public Optional<String> keyOfRequest() {
        return Arrays.stream(require("key").split(", *", -1))
                .filter(name -> name.startsWith(OF_REQUEST))
                .map(name -> name.substring(OF_REQUEST.length()))
                .findFirst();
    }

    /** The name that tells the rows of a list apart, below their entity's. */
    public String key(Field list) {
        return require("key." + list.path());
    }

    /** How the column of a field is called, where SQL reserves the field's own name. */
    public String column(String field) {
        return fact("column." + field).orElse(field);
    }

    /** The table of the entity. */
    public String table() {
        return source + "_" + entity;
    }

    /** The table of a list: without the last {@code s} of each part of its path. */
    public String table(Field list) {
        return table() + "_" + list.path().replaceAll("s(?=\\.|$)", "").replace('.', '_');
    }
}
