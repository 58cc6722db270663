package io.bisync.loading.kafka;

import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.account.StatusReport;
import io.bisync.account.StatusReport.Lag;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.LoadProgress;
import io.bisync.loading.PartitionStatus;
import io.bisync.loading.ReadProgress;
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
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Tells bi-basic every few seconds what this process has loaded and how far it is behind. */
final class LoadingReports {

    private static final Logger LOG = LoggerFactory.getLogger(LoadingReports.class);
    private static final String HISTORY = ".history";

    private final ControlPlane controlPlane;
    private final Loading loading;
    private final LoadProgress progress;
    private final EndOffsets ends;
    private final Collection<EntityTopic> topics;
    private final Collection<ReadProgress> reads;
    private final InstantSource clock;
    private final String instance = UUID.randomUUID().toString();
    private final Map<String, DrainMark> marks = new HashMap<>();
    private boolean silent;

    LoadingReports(
            ControlPlane controlPlane,
            Loading loading,
            LoadProgress progress,
            EndOffsets ends,
            Collection<EntityTopic> topics,
            Collection<ReadProgress> reads,
            InstantSource clock) {
        this.controlPlane = controlPlane;
        this.loading = loading;
        this.progress = progress;
        this.ends = ends;
        this.topics = List.copyOf(topics);
        this.reads = List.copyOf(reads);
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void report() {
        try {
            var at = clock.instant();
            // Before the ends: what was pulled until then is on the topics when they are asked for.
            var readUntil = reads.stream().flatMap(it -> it.reads().stream()).toList();
            var lags = lags(at);
            if (lags == null) {
                return;
            }
            for (var source :
                    topics.stream().map(it -> it.entity().source()).distinct().toList()) {
                controlPlane.report(new StatusReport(source, instance, at, progress.loaded(), lags, readUntil));
            }
            silent = false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ControlPlaneException unavailable) {
            // That it does not answer is told once, by its client.
            if (!silent && !(unavailable instanceof ControlPlaneUnavailableException)) {
                LOG.warn("Status is not reported: {}", unavailable.getMessage());
            }
            silent = true;
        }
    }

    /** Null when the broker does not say where the partitions end: no lag is better than a wrong one. */
    private @Nullable List<Lag> lags(Instant at) throws InterruptedException {
        Map<TopicPartition, PartitionStatus> partitions = new HashMap<>();
        for (var status :
                loading.status().values().stream().flatMap(Collection::stream).toList()) {
            if (!status.topic().endsWith(HISTORY)) {
                partitions.put(new TopicPartition(status.topic(), status.partition()), status);
            }
        }
        var found = ends.of(partitions.keySet());
        if (found.size() < partitions.size()) {
            return null;
        }
        var lags = new ArrayList<Lag>();
        for (var topic : topics) {
            if (!topic.topic().endsWith(HISTORY)) {
                lags.add(lag(topic, at, partitions, found));
            }
        }
        return lags;
    }

    private Lag lag(
            EntityTopic topic,
            Instant at,
            Map<TopicPartition, PartitionStatus> partitions,
            Map<TopicPartition, Long> allEnds) {
        Map<TopicPartition, Long> topicEnds = new HashMap<>(allEnds);
        topicEnds.keySet().removeIf(partition -> !partition.topic().equals(topic.topic()));
        DrainMark.Behind behind = (partition, end) ->
                Objects.requireNonNull(partitions.get(partition)).behind(end);
        var records = topicEnds.entrySet().stream()
                .mapToLong(end -> behind.upTo(end.getKey(), end.getValue()))
                .sum();
        var drainedAt =
                marks.computeIfAbsent(topic.topic(), _ -> new DrainMark()).look(at, topicEnds, behind);
        return new Lag(topic.entity().name(), records, drainedAt);
    }
}
