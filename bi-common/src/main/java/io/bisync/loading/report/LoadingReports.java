package io.bisync.loading.report;

import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.account.StatusReport;
import io.bisync.account.StatusReport.History;
import io.bisync.account.StatusReport.Lag;
import io.bisync.account.StatusReport.Loaded;
import io.bisync.account.StatusReport.Trouble;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.ReadProgress;
import io.bisync.loading.partition.PartitionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/** Tells bi-basic every few seconds what this process has loaded, how far it is behind, and what stands in the way. */
public final class LoadingReports implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(LoadingReports.class);

    /** bi-basic forgets the name of a process that is silent for a day; long before that we take another one. */
    private static final Duration LONG_SILENCE = Duration.ofHours(12);

    /** So often everything is told, whatever bi-basic should have. */
    private static final int ALL_EVERY = 300;

    private final ControlPlane controlPlane;
    private final Backlog backlog;
    private final Supplier<List<Loaded>> loadedSoFar;
    private final Collection<EntityTopic> topics;
    private final Collection<ReadProgress> reads;
    private final InstantSource clock;
    private final ReportedTotals totals = new ReportedTotals();
    private final Obstacles obstacles = new Obstacles();
    private final Map<String, Watermark> marks = new HashMap<>();
    private String instance = UUID.randomUUID().toString();
    private Instant lastTaken;
    private int reports;
    private volatile Health health = Health.unknown().build();
    private boolean silent;

    LoadingReports(
            ControlPlane controlPlane,
            Backlog backlog,
            Supplier<List<Loaded>> loadedSoFar,
            Collection<EntityTopic> topics,
            Collection<ReadProgress> reads,
            InstantSource clock) {
        this.controlPlane = controlPlane;
        this.backlog = backlog;
        this.loadedSoFar = loadedSoFar;
        this.topics = List.copyOf(topics);
        this.reads = List.copyOf(reads);
        this.clock = clock;
        this.lastTaken = clock.instant();
    }

    @Override
    public Health health() {
        return health;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void report() throws InterruptedException {
        // Before the ends: what was pulled until then is on the topics when they are asked for.
        var readUntil = reads.stream().flatMap(it -> it.reads().stream()).toList();
        var look = backlog.look();
        var lags = new ArrayList<Lag>();
        var histories = new ArrayList<History>();
        for (var topic : topics) {
            describe(topic, look, lags, histories);
        }
        var loaded = totals.news(loadedSoFar.get());
        try {
            for (var source :
                    topics.stream().map(it -> it.entity().source()).distinct().toList()) {
                controlPlane.report(new StatusReport(
                        source, instance, look.at(), loaded, lags, histories, troubles(source, look), readUntil));
            }
            taken(loaded);
        } catch (ControlPlaneException refused) {
            notTaken(refused);
        }
    }

    private void taken(List<Loaded> loaded) {
        totals.taken(loaded);
        lastTaken = clock.instant();
        health = Health.up().build();
        silent = false;
        reports++;
        if (reports % ALL_EVERY == 0) {
            totals.unsure();
        }
    }

    private void notTaken(ControlPlaneException refused) {
        totals.unsure();
        health = Health.down()
                .withDetail("code", refused.code())
                .withDetail("lastTaken", lastTaken)
                .build();
        // That it does not answer is told once, by its client.
        if (!silent && !(refused instanceof ControlPlaneUnavailableException)) {
            log.atWarn().addKeyValue("code", refused.code()).log("Status is not reported: {}", refused.getMessage());
        }
        silent = true;
        if (lastTaken.plus(LONG_SILENCE).isBefore(clock.instant())) {
            instance = UUID.randomUUID().toString();
            lastTaken = clock.instant();
            totals.beginAnew();
        }
    }

    /** Nothing is said of a topic of which this process holds nothing, or of which the broker does not say where it ends. */
    private void describe(EntityTopic topic, Backlog.Look look, List<Lag> lags, List<History> histories) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        long records = 0;
        for (var held : look.partitions().entrySet()) {
            if (held.getKey().topic().equals(topic.topic())) {
                var end = look.ends().get(held.getKey());
                if (end == null) {
                    return;
                }
                ends.put(held.getKey(), end);
                records += held.getValue().behind(end);
            }
        }
        var count = look.counts().get(topic.topic());
        if (ends.isEmpty() || count == null) {
            marks.remove(topic.topic());
        } else if (isHistory(topic)) {
            histories.add(new History(topic.entity().name(), records));
        } else {
            var drainedAt = marks.computeIfAbsent(topic.topic(), _ -> new Watermark())
                    .look(
                            look.at(),
                            ends,
                            (partition, end) -> status(look, partition).isLoaded(end));
            lags.add(new Lag(topic.entity().name(), records, drainedAt, ends.size(), count));
        }
    }

    private List<Trouble> troubles(String source, Backlog.Look look) {
        var troubles = new ArrayList<Trouble>();
        for (var topic : topics) {
            if (topic.entity().source().equals(source) && !isHistory(topic)) {
                var obstacle = obstacles.of(
                        topic.topic(),
                        look.counts().isEmpty(),
                        look.partitions().values().stream()
                                .filter(it -> it.topic().equals(topic.topic()))
                                .toList(),
                        look.at());
                if (obstacle != null) {
                    troubles.add(new Trouble(topic.entity().name(), obstacle));
                }
            }
        }
        return troubles;
    }

    private static PartitionStatus status(Backlog.Look look, TopicPartition partition) {
        return Objects.requireNonNull(look.partitions().get(partition));
    }

    private static boolean isHistory(EntityTopic topic) {
        return topic.isHistory();
    }
}
