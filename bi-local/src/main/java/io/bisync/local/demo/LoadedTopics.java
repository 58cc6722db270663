package io.bisync.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which topic a load came from, as the services' logs say with every load. */
final class LoadedTopics {

    private static final Pattern LOAD = Pattern.compile("\"label\":\"([^\"]+)\".*?\"topic\":\"([^\"]+)\"");

    private LoadedTopics() {}

    static Map<String, String> byLabel() {
        Map<String, String> topics = new HashMap<>();
        for (String service : List.of("bi-api-jushuitan", "bi-api-leke")) {
            Path log = DemoFolder.path().resolve(service + ".log");
            try (Stream<String> lines = Files.lines(log)) {
                lines.forEach(line -> {
                    Matcher load = LOAD.matcher(line);
                    if (load.find()) {
                        topics.put(load.group(1), load.group(2));
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the log " + log, e);
            }
        }
        return topics;
    }
}
