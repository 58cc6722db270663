package io.bisync.loading.report;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.loading.partition.PartitionStatus;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import io.bisync.record.Defect;
import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.LoadTimings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * The books of loading, in records by topic:
 * {@code received = loaded + superseded + rejected + parked + ignored + waiting + handed.over}. Tags are topics, tables and error
 * codes: as many as are declared.
 */
public final class LoadingMeters implements LoadObserver {

    private static final String RECORDS = "bi.loading.records.";
    private static final String TOPIC = "topic";
    private static final String TABLE = "table";
    private static final String CODE = "code";

    private final MeterRegistry registry;

    LoadingMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows zero before the first record, so that a rate is right from the start. */
    void bind(LoadingConsumer loadingConsumer, Collection<EntityTopic> topics) {
        for (var declared : topics) {
            var topic = declared.topic();
            for (var name : new String[] {"received", "loaded", "superseded", "parked", "ignored", "handed.over"}) {
                records(name, topic).increment(0);
            }
            for (var defect : Defect.values()) {
                rejected(topic, defect.code()).increment(0);
            }
            rejected(topic, ErrorCode.ROWS_REFUSED.code()).increment(0);
            gauge(loadingConsumer, "waiting", topic, PartitionStatus::waiting);
            for (var state : PartitionStatus.State.values()) {
                Gauge.builder(
                                "bi.loading.partitions",
                                loadingConsumer,
                                it -> count(it, topic, at -> at.state() == state))
                        .description("Partitions of this process, by what they are doing")
                        .tags(TOPIC, topic, "state", state.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
            for (var kind : FailureKind.values()) {
                Gauge.builder(
                                "bi.loading.partitions.failing",
                                loadingConsumer,
                                it -> count(it, topic, at -> isFailing(at, kind)))
                        .description("Partitions of this process that are not loaded, by code of docs/errors.md")
                        .tags(TOPIC, topic, CODE, kind.code())
                        .register(registry);
            }
        }
    }

    @Override
    public void received(String topic, int records) {
        records("received", topic).increment(records);
    }

    /** StarRocks' own figures; a load that an earlier request did has none. */
    @Override
    public void answered(LoadRequest request, LoadOutcome outcome) {
        registry.counter(
                        "bi.loading.answers",
                        TABLE,
                        request.table(),
                        "outcome",
                        outcome.getClass().getSimpleName())
                .increment();
        if (outcome instanceof LoadOutcome.Committed(var _, var _, var times) && !times.equals(LoadTimings.NONE)) {
            time(request, "plan", times.plan());
            time(request, "read", times.read());
            time(request, "write", times.write());
            time(request, "publish", times.commit());
        }
    }

    private void time(LoadRequest request, String step, Duration time) {
        registry.timer("bi.loading.starrocks", TABLE, request.table(), "step", step)
                .record(time);
    }

    @Override
    public void finished(RangeResult result, Instant at) {
        if (result.failure() != null) {
            return;
        }
        var topic = result.range().partition().topic();
        var counts = result.counts();
        records("loaded", topic).increment(counts.loaded());
        records("superseded", topic).increment(counts.superseded());
        counts.rejected().forEach((code, records) -> rejected(topic, code).increment(records));
        records("parked", topic).increment(counts.parked());
        records("ignored", topic).increment(counts.ignored());
        registry.counter("bi.loading.version.conflict", TOPIC, topic).increment(counts.versionConflicts());
        registry.counter("bi.loading.fields.unknown", TOPIC, topic).increment(counts.unknown());
        counts.odd()
                .forEach((odd, values) -> Counter.builder("bi.loading.fields.odd")
                        .description(
                                "Values of declared fields that their column does not take: NULL there, kept in extra")
                        .tags(TOPIC, topic, "field", odd.field(), CODE, odd.code())
                        .register(registry)
                        .increment(values));
        for (var table : counts.tables()) {
            if (table.rows() > 0) {
                registry.counter("bi.loading.loads", TABLE, table.table()).increment();
                registry.counter("bi.loading.rows", TABLE, table.table()).increment((double) table.rows());
                registry.counter("bi.loading.bytes", TABLE, table.table()).increment((double) table.bytes());
            }
        }
    }

    @Override
    public void handedOver(String topic, long records) {
        records("handed.over", topic).increment((double) records);
    }

    @Override
    public void failed(TopicPartition partition, Failure failure) {
        registry.counter(
                        "bi.loading.failures",
                        TOPIC,
                        partition.topic(),
                        CODE,
                        failure.kind().code())
                .increment();
    }

    private Counter rejected(String topic, String code) {
        return registry.counter(RECORDS + "rejected", TOPIC, topic, CODE, code);
    }

    private Counter records(String name, String topic) {
        return registry.counter(RECORDS + name, TOPIC, topic);
    }

    private void gauge(
            LoadingConsumer loadingConsumer, String name, String topic, ToLongFunction<PartitionStatus> value) {
        Gauge.builder(RECORDS + name, loadingConsumer, it -> sum(it, topic, value))
                .tag(TOPIC, topic)
                .register(registry);
    }

    private static boolean isFailing(PartitionStatus partition, FailureKind kind) {
        return partition.failure() != null
                && partition.failure().kind() == kind
                && partition.state() != PartitionStatus.State.READY;
    }

    private static double count(LoadingConsumer loadingConsumer, String topic, Predicate<PartitionStatus> which) {
        return sum(loadingConsumer, topic, it -> which.test(it) ? 1 : 0);
    }

    private static double sum(LoadingConsumer loadingConsumer, String topic, ToLongFunction<PartitionStatus> value) {
        return loadingConsumer.status().values().stream()
                .flatMap(Collection::stream)
                .filter(it -> it.topic().equals(topic))
                .mapToLong(value)
                .sum();
    }
}
