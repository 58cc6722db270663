package io.bisync.loading.report;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.kafka.LoadingConsumerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * How many dead letters lie on the dead letter topics, and since when the oldest does. Nothing marks one as handled: it
 * counts until it is deleted from its topic, by retention or by somebody.
 */
public final class DeadLetterMeters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterMeters.class);

    /** What a dead letter topic holds; without a date it holds nothing. */
    private record Held(long records, long oldest) {}

    private final Admin admin;
    private final InstantSource clock;
    private final List<String> topics;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    DeadLetterMeters(Admin admin, Collection<EntityTopic> declared, InstantSource clock, MeterRegistry registry) {
        this.admin = admin;
        this.clock = clock;
        this.topics = declared.stream().map(it -> it.topic() + "-dlt").toList();
        for (var topic : topics) {
            Gauge.builder("bi.dead.letters", () -> records(topic))
                    .description(
                            "Records on the dead letter topic, handled or not, until they are deleted from it; NaN while the broker does not tell")
                    .tag("topic", topic)
                    .register(registry);
            Gauge.builder("bi.dead.letters.oldest.age", () -> age(topic))
                    .description(
                            "Age of the oldest record on the dead letter topic, handled or not; 0 where it is empty")
                    .baseUnit("seconds")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    @Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    public void look() throws InterruptedException {
        for (var topic : topics) {
            try {
                var partitions = get(Objects.requireNonNull(admin.describeTopics(List.of(topic))
                                .topicNameValues()
                                .get(topic)))
                        .partitions();
                var all = partitions.stream()
                        .map(it -> new TopicPartition(topic, it.partition()))
                        .toList();
                var ends = offsets(all, OffsetSpec.latest());
                var beginnings = offsets(all, OffsetSpec.earliest());
                // The first record at or after the beginning of time is the oldest one; an empty partition has none.
                var oldest = offsets(all, OffsetSpec.forTimestamp(0)).values().stream()
                        .filter(it -> it.offset() >= 0)
                        .mapToLong(ListOffsetsResultInfo::timestamp)
                        .min();
                held.put(topic, new Held(sum(ends) - sum(beginnings), oldest.orElse(-1)));
            } catch (ExecutionException | TimeoutException untold) {
                log.debug("The broker does not tell of {}", topic, untold);
                held.remove(topic);
                if (isSilence(untold)) {
                    // It would keep every further topic waiting as long, and a stop with them.
                    held.clear();
                    return;
                }
            }
        }
    }

    private static boolean isSilence(Exception untold) {
        return untold instanceof TimeoutException
                || untold.getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException, ExecutionException, TimeoutException {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(it -> wanted.put(it, spec));
        return get(admin.listOffsets(wanted).all());
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(LoadingConsumerConfig.CALL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static long sum(Map<TopicPartition, ListOffsetsResultInfo> offsets) {
        return offsets.values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private double records(String topic) {
        var its = held.get(topic);
        return its == null ? Double.NaN : its.records();
    }

    private double age(String topic) {
        var its = held.get(topic);
        if (its == null) {
            return Double.NaN;
        }
        return its.oldest() < 0 ? 0 : (clock.millis() - its.oldest()) / 1_000.0;
    }
}
