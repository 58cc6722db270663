package io.bisync.local.meters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

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

    /** What promtool complains of, a line each; empty where there is no promtool on the PATH. */
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
            return Optional.of(told.lines().filter(line -> !line.isBlank()).toList());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
