package io.bisync.proof.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of docs/kafka.md: what can be set of Kafka's clients, from the file that their tests read too. */
final class KafkaOptions {

    static final String PAGE = "docs/kafka.md";
    static final String DATA = "bi-common/src/test/resources/io/bisync/kafka/options.csv";

    private static final List<String> PARTS = List.of("connection", "producer", "consumer");
    private static final String END = "<!-- end of options -->";

    private KafkaOptions() {}

    /**
     * An option.
     *
     * @param original what the library in Go called it
     * @param test {@code Class#method}
     */
    record Option(String part, String original, String property, String kafkas, String ours, String test) {

        String row() {
            return "| %s | `%s` | %s | %s |"
                    .formatted(original, property, kafkas.isEmpty() ? "" : "`" + kafkas + "`", ours);
        }
    }

    static List<Option> of(String data) {
        return data.lines()
                .skip(1)
                .map(line -> line.split(";", -1))
                .map(it -> new Option(it[0], it[1], it[2], it[3], it[4], it[6]))
                .toList();
    }

    /** The page with today's tables. */
    static String in(String page, String data) {
        String written = page;
        for (String part : PARTS) {
            String begin = "<!-- options: " + part + " -->";
            int from = written.indexOf(begin);
            int to = written.indexOf(END, from);
            if (from < 0 || to < 0) {
                throw new IllegalArgumentException(PAGE + " has no place for the options of " + part);
            }
            written = written.substring(0, from + begin.length()) + "\n" + table(part, data) + written.substring(to);
        }
        return written;
    }

    private static String table(String part, String data) {
        List<String> lines =
                new ArrayList<>(List.of("| the original's | property | Kafka's default | ours |", "|---|---|---|---|"));
        of(data).stream().filter(it -> it.part().equals(part)).map(Option::row).forEach(lines::add);
        return Stream.concat(lines.stream(), Stream.of("")).collect(Collectors.joining("\n"));
    }
}
