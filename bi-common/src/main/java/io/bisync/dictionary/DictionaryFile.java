package io.bisync.dictionary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file {@code dictionary/<source>/<entity>.tsv} of the class path.
 *
 * @param name how it is called
 * @param facts what it says of the endpoint, by name
 * @param meanings its fields in their order
 */
record DictionaryFile(String name, Map<String, String> facts, List<Meaning> meanings) {

    private static final int PARTS = 7;

    /** Quotes, and what ends a statement, cannot stand in a comment of SQL. */
    private static final String FORBIDDEN = "\"\\;";

    /** The vendors' pages are data of whole applications; what the suite itself declares has its own beside this class. */
    static DictionaryFile read(String source, String entity) {
        var below = "%s/%s.tsv".formatted(source, entity);
        var name = "dictionary/" + below;
        var page = DictionaryFile.class.getClassLoader().getResourceAsStream(name);
        try (var file = page == null ? DictionaryFile.class.getResourceAsStream(below) : page) {
            if (file == null) {
                throw new IllegalArgumentException("There is no %s on the class path".formatted(name));
            }
            return parse(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static DictionaryFile parse(String name, String text) {
        var facts = new HashMap<String, String>();
        var meanings = new ArrayList<Meaning>();
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.startsWith("#")) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    facts.put(
                            line.substring(1, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            } else if (!line.isBlank()) {
                meanings.add(meaning(name + " line " + (i + 1), line.split("\t", -1)));
            }
        }
        return new DictionaryFile(name, Map.copyOf(facts), List.copyOf(meanings));
    }

    private static Meaning meaning(String place, String[] parts) {
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("%s has %d parts and not %d".formatted(place, parts.length, PARTS));
        }
        var meaning = new Meaning(parts[0], parts[1], parts[3], parts[4], parts[5].strip(), parts[6].strip());
        if (meaning.chinese().isEmpty() || meaning.english().isEmpty()) {
            throw new IllegalArgumentException("%s has no meaning in both languages".formatted(place));
        }
        if (meaning.text().chars().anyMatch(it -> FORBIDDEN.indexOf(it) >= 0)) {
            throw new IllegalArgumentException("%s has one of the characters %s".formatted(place, FORBIDDEN));
        }
        return meaning;
    }
}
