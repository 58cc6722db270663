package io.bisync.proof.catalogue;

import io.bisync.loading.freshness.FreshnessProperties;
import io.bisync.loading.freshness.StatusTables;
import io.bisync.loading.kafka.LoadingProperties;
import io.bisync.loading.listener.LoadedEntity;
import io.bisync.topic.TopicProperties;
import io.bisync.topic.TrafficClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;

/** How many loads a second everything that is declared may start, by the defaults, and how long labels last by that. */
final class LabelBudgetTable {

    private static final String HEAD = "| topics | partitions | tables | linger | loads per second |";
    private static final String END = "\nA service that is down for longer";
    private static final long SECONDS_OF_AN_HOUR = Duration.ofHours(1).toSeconds();

    /** The number that StarRocks keeps unless it is told otherwise, and the one that deploy sets. */
    private static final List<Long> KEPT = List.of(1_000L, 200_000L);

    private final TopicProperties topics = new Binder().bindOrCreate("bi.topics", TopicProperties.class);
    private final LoadingProperties loading = new Binder().bindOrCreate("bi.loading", LoadingProperties.class);

    private record Row(String topic, int partitions, int tables, Duration linger) {

        double loads() {
            return partitions * tables / (linger.toMillis() / 1000.0);
        }

        String text() {
            return "| `%s` | %d | %d | %ds | %s |"
                    .formatted(topic, partitions, tables, linger.toSeconds(), digits(loads()));
        }
    }

    /** The page with today's table. */
    String in(String page, List<LoadedEntity> entities) {
        int from = page.indexOf(HEAD);
        int to = page.indexOf(END, from);
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("The page of settings has no table of the label budget");
        }
        return page.substring(0, from) + String.join("\n", lines(entities)) + "\n" + page.substring(to);
    }

    private List<String> lines(List<LoadedEntity> entities) {
        List<Row> rows = entities.stream().flatMap(this::rows).toList();
        StatusTables beside = beside(entities);
        double together = rows.stream().mapToDouble(Row::loads).sum() + beside.loadsPerSecond();
        List<String> lines = new ArrayList<>(List.of(HEAD, "|---|---|---|---|---|"));
        rows.forEach(it -> lines.add(it.text()));
        lines.add("| none: the tables beside the data, by each of %d sources | | %d | %ds | %s |"
                .formatted(
                        beside.sources(),
                        beside.tables().size(),
                        beside.interval().toSeconds(),
                        digits(beside.loadsPerSecond())));
        lines.add("| together | | | | %s |".formatted(digits(together)));
        lines.addAll(List.of("", "| `label_keep_max_num` | labels last for |", "|---|---|"));
        KEPT.forEach(it -> lines.add("| %d | %s |".formatted(it, span(it / together))));
        return lines;
    }

    private static StatusTables beside(List<LoadedEntity> entities) {
        long sources =
                entities.stream().map(it -> it.entity().source()).distinct().count();
        return new StatusTables(
                new Binder()
                        .bindOrCreate("bi.freshness", FreshnessProperties.class)
                        .interval(),
                (int) sources);
    }

    private Stream<Row> rows(LoadedEntity loaded) {
        Row live = row(loaded.topic(), loaded, loaded.traffic());
        String history = loaded.historyTopic();
        return history == null ? Stream.of(live) : Stream.of(live, row(history, loaded, TrafficClass.HISTORY));
    }

    private Row row(String topic, LoadedEntity loaded, TrafficClass traffic) {
        return new Row(
                topic,
                topics.partitions(traffic, loaded.traffic()),
                loaded.entity().tables().size(),
                loading.linger(traffic));
    }

    private static String span(double seconds) {
        return seconds < SECONDS_OF_AN_HOUR
                ? digits(seconds / 60) + " minutes"
                : digits(seconds / SECONDS_OF_AN_HOUR) + " hours";
    }

    private static String digits(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
