package io.bisync.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a service tells of rows and their records, for a person. */
final class FollowText {

    private FollowText() {}

    static List<String> of(JsonNode followed) {
        List<String> lines = new ArrayList<>();
        lines.add("Rows:");
        followed.path("rows").forEach(row -> {
            lines.add("  %s %s".formatted(row.path("table").asString(), pairs(row.path("key"))));
            lines.add("    version %s%s, from %s, loaded %s by a load like %s"
                    .formatted(
                            row.path("version").asString(),
                            row.path("deleted").asBoolean() ? ", deleted" : "",
                            row.path("record").asString(),
                            row.path("loadedAt").asString(),
                            row.path("labels").asString()));
        });
        if (followed.path("rows").isEmpty()) {
            lines.add("  none");
        }
        lines.add("");
        lines.add("Records:");
        followed.path("records").forEach(record -> {
            lines.add("  " + record.path("record").asString());
            if (record.hasNonNull("gone")) {
                lines.add("    " + record.path("gone").asString());
                return;
            }
            lines.add("    published %s, key %s, %s"
                    .formatted(
                            record.path("publishedAt").asString(),
                            record.path("key").asString("-"),
                            record.hasNonNull("bytes") ? record.path("bytes").asString() + " bytes" : "a deletion"));
            record.path("headers").properties().stream().map(FollowText::header).forEach(lines::add);
        });
        if (followed.path("records").isEmpty()) {
            lines.add("  none");
        }
        return lines;
    }

    private static String header(Map.Entry<String, JsonNode> header) {
        return "    %s: %s".formatted(header.getKey(), header.getValue().asString());
    }

    private static String pairs(JsonNode key) {
        return key.properties().stream()
                .map(it -> it.getKey() + "=" + it.getValue().asString())
                .collect(Collectors.joining(" "));
    }
}
