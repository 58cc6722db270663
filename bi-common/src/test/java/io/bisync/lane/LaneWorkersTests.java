package io.bisync.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.ListenerStatus.FailedRecord;
import io.bisync.account.ListenerStatus.LastError;
import io.bisync.lane.LaneSchedule.Claim;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

class LaneWorkersTests {

    private static final Claim CLAIM = new Claim("consumer", new TopicPartition("parcels", 0));

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private final Queue<Runnable> retries = new ArrayDeque<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Long> tried = new ArrayList<>();
    private final List<Long> rejected = new ArrayList<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private @Nullable RuntimeException bug;
    private @Nullable RuntimeException brokerAway;

    @Test
    void aRecordIsTriedAsOftenAsItMayAndThenSetAside() {
        var workers = workers(Runnable::run);
        bug = new IllegalStateException("no");

        workers.add(CLAIM, List.of(record(0)));
        assertThat(workers.prefix(CLAIM)).isZero();
        runRetries();

        assertThat(tried).containsExactly(0L, 0L, 0L);
        assertThat(rejected).containsExactly(0L);
        assertThat(workers.prefix(CLAIM)).isOne();
        assertThat(waits).containsExactly(100L, 200L);
        assertThat(count("retried")).isEqualTo(2);
        assertThat(count("rejected")).isOne();
    }

    @Test
    void aRecordThatNobodyCanReadIsSetAsideAtOnce() {
        var workers = workers(Runnable::run);
        bug = new MessageConversionException("not a parcel");

        workers.add(CLAIM, List.of(record(0)));

        assertThat(tried).containsExactly(0L);
        assertThat(rejected).containsExactly(0L);
    }

    @Test
    void nothingPassesARecordWhoseDeadLetterIsNotAcknowledgedAndItsKeyWaits() {
        var workers = workers(Runnable::run);
        bug = new MessageConversionException("not a parcel");
        brokerAway = new IllegalStateException("no acknowledgement");

        workers.add(CLAIM, List.of(record(0)));
        bug = null;
        workers.add(CLAIM, List.of(record(1)));

        assertThat(workers.prefix(CLAIM)).isZero();
        assertThat(tried).containsExactly(0L);

        brokerAway = null;
        runRetries();
        assertThat(rejected).containsExactly(0L);
        assertThat(tried).containsExactly(0L, 1L);
        assertThat(workers.prefix(CLAIM)).isEqualTo(2);
    }

    @Test
    void whatFailedLastIsSaidByItsKindAndPlaceAndNotByWhatTheRecordSays() {
        var workers = workers(Runnable::run);
        assertThat(workers.lastError()).isNull();
        bug = new IllegalStateException("a parcel of somebody");

        workers.add(CLAIM, List.of(record(7)));
        var place = new FailedRecord("parcels", 0, 7, "key");
        assertThat(workers.lastError()).isEqualTo(new LastError("IllegalStateException", place, NOW));

        brokerAway = new IllegalArgumentException("no acknowledgement");
        runRetries(2);
        assertThat(workers.lastError()).isEqualTo(new LastError("BI-LANE-03 IllegalArgumentException", place, NOW));

        brokerAway = null;
        runRetries();
        assertThat(workers.lastError()).isEqualTo(new LastError("BI-LANE-02 IllegalStateException", place, NOW));
    }

    @ParameterizedTest
    @CsvSource({"373A3338, 7:38", "00000001, 00000001", "FF, ff"})
    void aKeyIsShownAsTextWhereItIsOne(String bytes, String shown) {
        var record = new ConsumerRecord<>("parcels", 0, 0, HexFormat.of().parseHex(bytes), new byte[0]);
        assertThat(LaneHealthIndicator.key(record)).isEqualTo(shown);
    }

    @Test
    void aDrainThatRanOutSaysSoAndWhatComesAgainIsCounted() {
        Queue<Runnable> unfinished = new ArrayDeque<>();
        var workers = workers(unfinished::add);
        workers.add(CLAIM, List.of(record(0), record(1)));

        assertThat(workers.drain(List.of(CLAIM))).isFalse();
        workers.forget(List.of(CLAIM));

        assertThat(count("repeated")).isOne();
        unfinished.remove().run();
        assertThat(tried).containsExactly(0L);
        assertThat(unfinished).isEmpty();
    }

    @Test
    void anotherOwnersRecordsAreNotTriedAgainHere() {
        var workers = workers(Runnable::run);
        bug = new IllegalStateException("no");
        workers.add(CLAIM, List.of(record(0)));

        assertThat(workers.drain(List.of(CLAIM))).isTrue();
        workers.forget(List.of(CLAIM));
        runRetries();

        assertThat(tried).containsExactly(0L);
    }

    @Test
    void moreWorkersTakeMoreRecordsAtOnce() {
        Queue<Runnable> begun = new ArrayDeque<>();
        var workers = workers(begun::add);
        for (var offset = 0; offset < 8; offset++) {
            workers.add(CLAIM, List.of(record(offset, "key" + offset)));
        }
        assertThat(begun).hasSize(4);

        workers.workers(6);

        assertThat(workers.workers()).isEqualTo(6);
        assertThat(begun).hasSize(6);
    }

    private void runRetries(int times) {
        for (var i = 0; i < times; i++) {
            retries.remove().run();
        }
    }

    private void runRetries() {
        for (var retry = retries.poll(); retry != null; retry = retries.poll()) {
            retry.run();
        }
    }

    private LaneWorkers workers(Executor threads) {
        var settings = new LaneSettings(4, 100, Duration.ofNanos(1));
        return new LaneWorkers(
                settings,
                new LaneWorkers.Handler() {
                    @Override
                    public void handle(ConsumerRecord<?, ?> record) {
                        tried.add(record.offset());
                        if (bug != null) {
                            throw bug;
                        }
                    }

                    @Override
                    public void setAside(ConsumerRecord<?, ?> record, Exception why) {
                        if (brokerAway != null) {
                            throw brokerAway;
                        }
                        rejected.add(record.offset());
                    }
                },
                new LaneFailures(waits(), Duration.ofSeconds(10)),
                threads,
                (wait, task) -> {
                    waits.add(wait.toMillis());
                    retries.add(task);
                },
                new LaneMeters(meters, "parcels"),
                () -> NOW);
    }

    private static BackOff waits() {
        var waits = new ExponentialBackOff(100, 2);
        waits.setMaxAttempts(2);
        return waits;
    }

    private double count(String name) {
        return meters.get("bi.lanes.records." + name).counter().count();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return record(offset, "key");
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String key) {
        return new ConsumerRecord<>("parcels", 0, offset, key.getBytes(UTF_8), new byte[0]);
    }
}
