package io.bisync.basic.letter;

import io.bisync.basic.database.Times;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.topic.Topics;
import io.bisync.kafka.Offsets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** How many letters nobody decided about, and since when; and which their topics have no more. */
class LetterWatch {

    private static final Logger log = LoggerFactory.getLogger(LetterWatch.class);

    private record Open(
            Tags tags,
            long letters,
            Instant oldest,
            @Nullable Instant keptUntil) {}

    private final JdbcClient jdbc;
    private final Letters letters;
    private final Admin admin;
    private final Topics topics;
    private final InstantSource clock;
    private final MultiGauge open;
    private final MultiGauge oldest;
    private final MultiGauge left;

    LetterWatch(
            JdbcClient jdbc, Letters letters, Admin admin, Topics topics, InstantSource clock, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.admin = admin;
        this.topics = topics;
        this.clock = clock;
        this.open = MultiGauge.builder("bi.letters.open")
                .description("Dead letters that nobody decided about")
                .register(registry);
        this.oldest = MultiGauge.builder("bi.letters.open.age")
                .description("Age of the oldest dead letter that nobody decided about")
                .baseUnit("seconds")
                .register(registry);
        this.left = MultiGauge.builder("bi.letters.open.left")
                .description("Time until Kafka may delete the first dead letter that nobody decided about")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void show() {
        var all = jdbc.sql("""
            SELECT coalesce(source, '') AS source, coalesce(entity, '') AS entity, code, count(*) AS letters,
                min(set_aside_at) AS oldest, min(set_aside_at + kept) AS kept_until
            FROM basic.dead_letter LEFT JOIN basic.letter_topic USING (topic) WHERE state = 'OPEN' GROUP BY 1, 2, 3\
            """)
                .query((row, _) -> new Open(
                        Tags.of(
                                "source", row.getString("source"),
                                "entity", row.getString("entity"),
                                "code", row.getString("code")),
                        row.getLong("letters"),
                        Objects.requireNonNull(Times.instant(row, "oldest")),
                        Times.instant(row, "kept_until")))
                .list();
        open.register(all.stream().map(it -> Row.of(it.tags(), it.letters())).collect(Collectors.toList()), true);
        oldest.register(
                all.stream()
                        .map(it -> Row.of(it.tags(), () -> age(it.oldest())))
                        .collect(Collectors.toList()),
                true);
        left.register(
                all.stream()
                        .flatMap(it -> Stream.ofNullable(it.keptUntil())
                                .map(until -> Row.of(it.tags(), () -> Math.max(0, -seconds(until)))))
                        .collect(Collectors.toList()),
                true);
    }

    /** What retention or somebody deleted from a topic is no letter any more; and until when the others are. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forget() throws InterruptedException {
        var lying = jdbc.sql("SELECT DISTINCT topic, partition_number FROM basic.dead_letter")
                .query((row, _) -> new TopicPartition(row.getString("topic"), row.getInt("partition_number")))
                .list();
        if (lying.isEmpty()) {
            return;
        }
        try {
            letters.forget(Offsets.at(admin, lying, OffsetSpec.earliest()).get(10, TimeUnit.SECONDS));
            letters.keptFor(
                    topics.kept(lying.stream().map(TopicPartition::topic).collect(Collectors.toSet())));
        } catch (ExecutionException | TimeoutException | RefusedException untold) {
            log.debug(
                    "The brokers do not tell where topics of dead letters begin, and how long they keep them", untold);
        }
    }

    private double age(Instant since) {
        return Math.max(0, seconds(since));
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }
}
