package io.bisync.local.dictionary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one file strictly: what it does not understand, it refuses with the line. */
final class DictionaryReader {

    private static final Pattern NAME = Pattern.compile("([a-z]+)/([a-z_]+)\\.tsv");
    private static final Pattern FACT = Pattern.compile("# ([a-z_.]+): (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("([a-z]+(?:\\[])?)(?:\\((\\d{1,5})\\))?");
    private static final Pattern CHOICES = Pattern.compile("[^=|/]+=[^=|/]+/[^=|/]+(\\|[^=|/]+=[^=|/]+/[^=|/]+)*");
    private static final Set<String> UNITS = Set.of("CNY", "currency", "kg", "piece", "percent");
    private static final Set<String> FREE_LEVELS = Set.of(Dictionary.ROOT, Dictionary.REQUEST, Dictionary.ENVELOPE);
    private static final int COLUMNS = 7;

    private final String file;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Field> fields = new ArrayList<>();
    private int line;

    private DictionaryReader(String file) {
        this.file = file;
    }

    /** @param file the name below {@code dictionary/} */
    static Dictionary read(String file, String text) {
        Matcher name = NAME.matcher(file);
        DictionaryReader reader = new DictionaryReader(file);
        if (!name.matches()) {
            throw reader.wrong("the name is not <source>/<entity>.tsv");
        }
        for (String content : text.lines().toList()) {
            reader.line++;
            if (content.startsWith("#")) {
                reader.fact(content);
            } else {
                reader.field(content);
            }
        }
        reader.line = 0;
        Dictionary read =
                new Dictionary(name.group(1), name.group(2), Map.copyOf(reader.facts), List.copyOf(reader.fields));
        reader.whole(read);
        return read;
    }

    private void fact(String content) {
        Matcher fact = FACT.matcher(content);
        if (!fact.matches()) {
            throw wrong("a fact reads '# name: value'");
        }
        if (facts.put(fact.group(1), fact.group(2)) != null) {
            throw wrong("'%s' is said twice".formatted(fact.group(1)));
        }
    }

    private void field(String content) {
        String[] cells = content.split("\t", -1);
        if (cells.length != COLUMNS) {
            throw wrong("%d cells instead of %d: level, field, type, values, class, zh, en"
                    .formatted(cells.length, COLUMNS));
        }
        String level = cells[0];
        String name = cells[1];
        if (!name.matches("[a-zA-Z][a-zA-Z0-9_]*")) {
            throw wrong("'%s' is no field".formatted(name));
        }
        if (!FREE_LEVELS.contains(level)
                && fields.stream()
                        .noneMatch(it -> it.type().hasLevel() && it.path().equals(level))) {
            throw wrong("no list or json before it is called '%s'".formatted(level));
        }
        if (fields.stream().anyMatch(it -> it.level().equals(level) && it.name().equals(name))) {
            throw wrong("'%s' stands twice in the level '%s'".formatted(name, level));
        }
        if (cells[5].isBlank() || cells[6].isBlank()) {
            throw wrong("'%s' has no meaning in both languages".formatted(name));
        }
        Matcher type = TYPE.matcher(cells[2]);
        FieldType known = type.matches() ? FieldType.of(type.group(1)).orElse(null) : null;
        if (known == null) {
            throw wrong("'%s' is no type".formatted(cells[2]));
        }
        int length = type.group(2) == null ? 0 : Integer.parseInt(type.group(2));
        fields.add(new Field(level, name, known, length, values(level, cells[3]), kind(cells[4]), cells[5], cells[6]));
    }

    private String values(String level, String values) {
        boolean selects = level.equals(Dictionary.REQUEST) && values.matches("[a-z_]+");
        if (!values.isEmpty()
                && !selects
                && !UNITS.contains(values)
                && !CHOICES.matcher(values).matches()) {
            throw wrong("'%s' is neither one of %s nor word=zh/en|…".formatted(values, UNITS));
        }
        return values;
    }

    private FieldClass kind(String word) {
        return switch (word) {
            case "" -> FieldClass.PLAIN;
            case "personal", "free", "code" -> FieldClass.valueOf(word.toUpperCase(Locale.ROOT));
            default -> throw wrong("'%s' is no class: personal, free, code or nothing".formatted(word));
        };
    }

    /** What only the whole file shows. */
    private void whole(Dictionary read) {
        read.require("title");
        read.require("page");
        read.require("version");
        if (read.fact("topic").isEmpty()) {
            List.of("path", "array", "page_size", "increment").forEach(read::require);
        }
        Set<String> names = new HashSet<>();
        read.level(Dictionary.ROOT).forEach(field -> names.add(field.name()));
        read.key().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw wrong("the key '%s' is no field".formatted(name));
        });
        read.fields().stream()
                .filter(field ->
                        !FREE_LEVELS.contains(field.level()) || field.level().equals(Dictionary.ROOT))
                .filter(field -> field.type().hasLevel())
                .forEach(field -> level(read, field));
    }

    private void level(Dictionary read, Field field) {
        List<Field> members = read.level(field.path());
        if (members.isEmpty()) {
            throw wrong("'%s' has no members".formatted(field.path()));
        }
        if (field.type() == FieldType.LIST
                && members.stream().noneMatch(it -> it.name().equals(read.key(field)))) {
            throw wrong("the key '%s' is no field of '%s'".formatted(read.key(field), field.path()));
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                "dictionary/%s%s: %s".formatted(file, line == 0 ? "" : ", line " + line, what));
    }
}
