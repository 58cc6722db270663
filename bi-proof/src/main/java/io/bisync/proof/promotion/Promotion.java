package io.bisync.proof.promotion;

import io.bisync.table.ColumnType;
import io.bisync.table.NewColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a checkout has to change so that a field becomes a column: declaration, dictionary, and the change of live tables. Tables,
 * views and pages come from the declaration afterwards.
 *
 * @param zh its meaning in Chinese
 * @param en the same in English
 */
record Promotion(FieldPath field, ColumnType type, String zh, String en) {

    private static final String CHANGES = "deploy/starrocks/changes";
    private static final String KUSTOMIZATION = "deploy/starrocks/kustomization.yaml";
    private static final String LISTED = "      - changes/%03d.sql";

    /** The files by their path in the checkout, as they are to be. */
    Map<Path, String> in(Path checkout) throws IOException {
        Path declaration = declaration(checkout);
        var source = new DeclarationSource(Files.readString(declaration));
        var column = NewColumn.of(source.table(field), field.name(), type);
        Map<Path, String> files = new TreeMap<>();
        files.put(declaration, source.with(field, column));
        Path dictionary = checkout.resolve("dictionary/%s/%s.tsv".formatted(field.source(), field.entity()));
        files.put(dictionary, defined(Files.readAllLines(dictionary), column));
        int number = newest(checkout) + 1;
        files.put(checkout.resolve(CHANGES).resolve("%03d.sql".formatted(number)), column.alter(zh + " / " + en));
        Path kustomization = checkout.resolve(KUSTOMIZATION);
        files.put(kustomization, listed(Files.readString(kustomization), number));
        return files;
    }

    private Path declaration(Path checkout) throws IOException {
        try (Stream<Path> modules = Files.list(checkout)) {
            for (Path sources : modules.map(it -> it.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(it -> it.toString().endsWith("Entity.java"))
                            .sorted()
                            .toList()) {
                        if (new DeclarationSource(Files.readString(file)).declares(field)) {
                            return file;
                        }
                    }
                }
            }
        }
        throw new PromotionException("No file *Entity.java declares '%s.%s'".formatted(field.source(), field.entity()));
    }

    /** Behind the last field of its level. */
    private String defined(List<String> lines, NewColumn column) {
        String level = field.level() + "\t";
        if (lines.stream().anyMatch(it -> it.startsWith(level + field.name() + "\t"))) {
            throw new PromotionException("The dictionary has '%s' already".formatted(field.name()));
        }
        List<String> defined = new ArrayList<>(lines);
        int last = last(lines, level);
        if (last < 0) {
            throw new PromotionException("The dictionary has no level '%s'".formatted(field.level()));
        }
        defined.add(last + 1, column.dictionaryLine(field.level(), zh, en));
        if (!column.name().equals(field.name())) {
            defined.add(last(lines, "# ") + 1, "# column.%s: %s".formatted(field.name(), column.name()));
        }
        return String.join("\n", defined) + "\n";
    }

    private static int last(List<String> lines, String beginning) {
        int last = lines.size() - 1;
        while (last >= 0 && !lines.get(last).startsWith(beginning)) {
            last--;
        }
        return last;
    }

    private static int newest(Path checkout) throws IOException {
        try (Stream<Path> changes = Files.list(checkout.resolve(CHANGES))) {
            return changes.map(it -> it.getFileName().toString())
                    .filter(it -> it.matches("\\d{3}\\.sql"))
                    .mapToInt(it -> Integer.parseInt(it.substring(0, 3)))
                    .max()
                    .orElse(0);
        }
    }

    private static String listed(String kustomization, int number) {
        String before = LISTED.formatted(number - 1) + "\n";
        if (!kustomization.contains(before)) {
            throw new PromotionException("%s does not list change %03d".formatted(KUSTOMIZATION, number - 1));
        }
        return kustomization.replace(before, before + LISTED.formatted(number) + "\n");
    }
}
