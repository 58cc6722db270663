package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.demo.OrderCommandLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ./bi order} prints about an order. */
record OrderText(String text) {

    private static final Pattern EVENT =
            Pattern.compile("(?m)^  (\\S+) partition (\\d+) offset (\\d+)  version (\\d+)(?:  \\w+)?$");
    private static final Pattern BASE_TABLE = Pattern.compile("(?m)^Rows of (\\S+):$");

    static OrderText of(String order) {
        return new OrderText(CommandLine.answer("order", OrderCommandLine.class, order));
    }

    /** The rows below a heading, by column. */
    List<Map<String, String>> rows(String heading) {
        return text.lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .map(OrderText::row)
                .toList();
    }

    /** The values of a field that the ERP's own answer has. */
    List<String> idsAtTheErp(String field) {
        return Pattern.compile("\"%s\":\"?(\\w+)".formatted(field))
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Every base table has rows, each from an event that is listed and by a load that is listed, and a view. */
    void assertComplete() {
        List<Map<String, String>> events = EVENT.matcher(text)
                .results()
                .map(event -> Map.of(
                        "source_topic", event.group(1),
                        "source_partition", event.group(2),
                        "source_offset", event.group(3),
                        "record_version", event.group(4)))
                .toList();
        assertThat(events).as(text).isNotEmpty();
        Matcher tables = BASE_TABLE.matcher(text);
        int count = 0;
        for (; tables.find(); count++) {
            String table = tables.group(1);
            assertThat(rows("Rows of %s:".formatted(table)))
                    .as(table)
                    .isNotEmpty()
                    .allSatisfy(row -> {
                        assertThat(row).containsEntry("is_deleted", "false");
                        assertThat(events).anySatisfy(event -> assertThat(row).containsAllEntriesOf(event));
                    });
            assertThat(rows("The view %s shows:".formatted(table.substring("ods_".length()))))
                    .as("view of " + table)
                    .isNotEmpty();
            assertThat(text).containsPattern("(?m)^  %s-\\S+-p\\d+-\\d+-\\d+ VISIBLE, \\d+ rows$".formatted(table));
        }
        assertThat(count).as(text).isGreaterThanOrEqualTo(2);
        assertThat(text).containsPattern("changed_at_the_erp=\\S+ \\S+  in_starrocks=\\S+ \\S+");
    }

    private static Map<String, String> row(String line) {
        Map<String, String> row = new LinkedHashMap<>();
        for (String pair : line.strip().split("  ", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                row.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return row;
    }
}
