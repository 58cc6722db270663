package io.bisync.local.meters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A scrape of a service as {@code promtool check metrics} judges it; Debian has it in the package prometheus. */
public final class Scrape {

    private final String text;

    public Scrape(String text) {
        this.text = text;
    }

    /** The suite's meters that nobody can guess, as they have no help text. */
    public List<String> ownWithoutHelp() {
        var helped = new TreeSet<String>();
        var names = new TreeSet<String>();
        for (var line : text.lines().toList()) {
            if (line.startsWith("# HELP bi_")) {
                var words = line.split(" ", 4);
                if (words.length == 4 && !words[3].isBlank()) {
                    helped.add(words[2]);
                }
            } else if (line.startsWith("# TYPE bi_")) {
                names.add(line.split(" ", 4)[2]);
            }
        }
        names.removeAll(helped);
        return List.copyOf(names);
    }

    /**
     * What promtool complains of, a line each that begins with a meter's name, without what stands in the list of library
     * meters; empty where there is no promtool on the PATH.
     */
    public Optional<List<String>> complaints() throws InterruptedException {
        try {
            var promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
            try (var in = promtool.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
            }
            var told = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            promtool.waitFor();
            var allowed = libraryMeters();
            return Optional.of(told.lines()
                    .filter(line -> !line.isBlank() && !allowed.contains(line.split(" ", 2)[0]))
                    .toList());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** Meters of Spring, Micrometer, Kafka and Hikari, whose names are theirs. */
    private static Set<String> libraryMeters() throws IOException {
        try (var list = Objects.requireNonNull(Scrape.class.getResourceAsStream("library-meters.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toSet());
        }
    }
}
