package io.bisync.loading.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.loading.KnownTopics;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.range.AbortedLoads;
import io.bisync.loading.range.HeldAccounts;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.Prepared;
import io.bisync.loading.range.Range;
import io.bisync.loading.range.RangeCounts;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeResult;
import io.bisync.loading.range.Rejections;
import io.bisync.loading.range.Rules;
import io.bisync.loading.range.TinyOrders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A coordinator with a broker's model of two partitions; rounds are run by hand. */
@ExtendWith(OutputCaptureExtension.class)
abstract class CoordinatorStage {

    static final Rejections TWO_OF_ONE = new Rejections(new TreeMap<>(Map.of("7", 2)), new TreeMap<>());
    static final TopicPartition P0 = new TopicPartition("erp.x.order", 0);
    static final TopicPartition P1 = new TopicPartition("erp.x.order", 1);
    static final Failure BUSY = new Failure(FailureKind.NOT_NOW, "busy");

    final BrokerModel broker = new BrokerModel();
    KnownTopics known = new KnownTopics();
    LoadingRules rules = Rules.RULES;
    final Rules.Clock clock = new Rules.Clock();
    BrokerModel.Member member = broker.member(P0, P1);
    final List<String> failing = new ArrayList<>();
    PartitionCoordinator partitionCoordinator = loader(member);
    int most = 100;

    @BeforeEach
    void start() {
        partitionCoordinator.assigned(member.owned);
        member.position();
    }

    static LoadingRules rules(Function<String, Duration> lingers) {
        return rules(LoadingRules.Delivery.EXACTLY_ONCE, lingers);
    }

    static LoadingRules rules(LoadingRules.Delivery delivery, Function<String, Duration> lingers) {
        return new LoadingRules(
                0,
                3,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                3,
                Long.MAX_VALUE,
                delivery,
                lingers);
    }

    List<Range> begin() {
        var closing = partitionCoordinator.beforePoll();
        assertThat(closing).isEmpty();
        return ranges(partitionCoordinator.polled(member.poll(most)));
    }

    static List<Range> ranges(List<Prepared> prepared) {
        return prepared.stream().map(Prepared::range).toList();
    }

    List<Range> round(Function<Range, RangeResult> work) {
        var closing = ranges(partitionCoordinator.beforePoll());
        partitionCoordinator.finish(closing.stream().map(work).toList());
        var ranges = ranges(partitionCoordinator.polled(member.poll(most)));
        partitionCoordinator.finish(ranges.stream().map(work).toList());
        return ranges;
    }

    void takeOver() {
        member = broker.member(P0, P1);
        partitionCoordinator = loader(member);
        start();
    }

    void takeOverWhileUnreachable() {
        member = broker.member(P0, P1);
        member.unreachable = true;
        partitionCoordinator = loader(member);
        start();
    }

    PartitionCoordinator loader(BrokerModel.Member offsets) {
        var entities = Map.of(P0.topic(), TinyOrders.ENTITY);
        return new PartitionCoordinator(
                offsets,
                // Their records are empty and rejected; what becomes of ranges is the tests' to say.
                new RangeNormaliser(entities, new HeldAccounts(), Rules.withRejectionLimit(Integer.MAX_VALUE)),
                rules,
                Rules.backoff(),
                clock,
                new LoadObserver() {
                    @Override
                    public void failed(TopicPartition partition, Failure failure) {
                        failing.add(partition + " " + failure.kind().code());
                    }
                },
                known);
    }

    /** One line and one call of the observer, however often the partition rested for that. */
    void beganOnce(CapturedOutput output, String code) {
        assertThat(failing).containsExactly(P0 + " " + code);
        assertThat(output.getAll().lines().filter(it -> it.contains(code + " Resting")))
                .hasSize(1);
    }

    @Nullable String code(TopicPartition partition) {
        var failure = status(partition).failure();
        return failure == null ? null : failure.kind().code();
    }

    PartitionStatus status(TopicPartition partition) {
        return partitionCoordinator.status().stream()
                .filter(it -> it.partition() == partition.partition())
                .findFirst()
                .orElseThrow();
    }

    static RangeResult reopened(Range range, int epoch, FailureKind kind) {
        var intent = range.intent();
        var note = range.start().metadata(epoch, kind == FailureKind.REFUSED ? intent.splitting("some_table") : intent);
        return new RangeResult(
                range,
                new Failure(kind, "x"),
                note,
                AbortedLoads.NONE,
                Rejections.NOTHING,
                RangeCounts.NONE,
                null,
                null);
    }

    RangeResult done(Range range) {
        return result(range, null);
    }

    RangeResult failed(Range range) {
        return result(range, BUSY);
    }

    static RangeResult result(Range range, @Nullable Failure failure) {
        var records = (int) (range.to() - range.from());
        var counts = new RangeCounts(records, 0, Map.of(), 0, 0, 0, Map.of(), Map.of(), List.of(), Map.of());
        return new RangeResult(
                range, failure, null, AbortedLoads.NONE, range.start().rejectedBefore(), counts, null, null);
    }
}
