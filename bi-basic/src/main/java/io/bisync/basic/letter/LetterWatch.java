package io.bisync.basic.letter;

import io.bisync.basic.database.Times;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** How many letters nobody decided about, and since when; and which their topics have no more. */
class LetterWatch {

    private static final Logger log = LoggerFactory.getLogger(LetterWatch.class);

    private record Open(Tags tags, long letters, Instant oldest) {}

    private final JdbcClient jdbc;
    private final Letters letters;
    private final Admin admin;
    private final InstantSource clock;
    private final MultiGauge open;
    private final MultiGauge oldest;

    LetterWatch(JdbcClient jdbc, Letters letters, Admin admin, InstantSource clock, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.admin = admin;
        this.clock = clock;
        this.open = MultiGauge.builder("bi.letters.open")
                .description("Dead letters that nobody decided about")
                .register(registry);
        this.oldest = MultiGauge.builder("bi.letters.open.age")
                .description("Age of the oldest dead letter that nobody decided about")
                .baseUnit("seconds")
                .register(registry);
    }

    @Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void show() {
        var all = jdbc.sql("""
            SELECT coalesce(source, '') AS source, coalesce(entity, '') AS entity, code, count(*) AS letters,
                min(set_aside_at) AS oldest
            FROM basic.dead_letter WHERE state = 'OPEN' GROUP BY 1, 2, 3\
            """)
                .query((row, _) -> new Open(
                        Tags.of(
                                "source", row.getString("source"),
                                "entity", row.getString("entity"),
                                "code", row.getString("code")),
                        row.getLong("letters"),
                        Objects.requireNonNull(Times.instant(row, "oldest"))))
                .list();
        open.register(all.stream().map(it -> Row.of(it.tags(), it.letters())).collect(Collectors.toList()), true);
        oldest.register(
                all.stream()
                        .map(it -> Row.of(it.tags(), () -> age(it.oldest())))
                        .collect(Collectors.toList()),
                true);
    }

    /** What retention or somebody deleted from a topic is no letter any more. */
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
        } catch (ExecutionException | TimeoutException untold) {
            log.debug("The broker does not tell where topics of dead letters begin", untold);
        }
    }

    private double age(Instant since) {
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }
}
