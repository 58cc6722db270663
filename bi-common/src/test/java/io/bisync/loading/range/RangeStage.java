package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.DeadLetters.NotAcknowledgedException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.partition.BrokerModel;
import io.bisync.loading.range.OffsetMetadata.Intent;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Ranges of a partition with tiny orders, and a StarRocks whose answers are written down. */
abstract class RangeStage {

    static final TopicPartition P0 = new TopicPartition("erp.tiny.order", 0);

    final BrokerModel broker = new BrokerModel();
    final Rules.Clock clock = new Rules.Clock();
    final ScriptedStreamLoad starRocks = new ScriptedStreamLoad();
    final List<DeadLetter> rejected = new ArrayList<>();
    final HeldAccounts holds = new HeldAccounts();
    boolean deadLetterTopicFails;

    @Nullable Function<LoadRequest, LoadOutcome> objection;

    LoadingRules rules = Rules.RULES;

    static byte[] withItem(long id, long version, int item) {
        return """
            {"id":%d,"ts":%d,"name":"n","items":[{"item":%d}]}\
            """.formatted(id, version, item).getBytes(UTF_8);
    }

    RangeResult runToTheEnd() {
        var result = run(false);
        while (result.failure() != null) {
            assertThat(kind(result)).isEqualTo(FailureKind.REFUSED);
            result = runAgain(result);
        }
        return result;
    }

    void order(long id, long version) {
        broker.append(P0, TinyOrders.key(id), TinyOrders.order(id, version));
    }

    void rejected() {
        broker.append(P0, TinyOrders.key(5), TinyOrders.rejected(5));
    }

    RangeResult run(boolean recovered) {
        return run(prepare(recovered, Rejections.NOTHING));
    }

    RangeResult run(Prepared prepared) {
        return work().run(prepared);
    }

    RangeResult reopenedByOneBadRecord() {
        for (var id = 1; id <= 8; id++) {
            order(id, 1);
        }
        starRocks.refuse("\"id\":\"?3\\b");
        return run(false);
    }

    RangeResult runWithoutDeadLetters(RangeResult reopened) {
        deadLetterTopicFails = true;
        var unpublished = runAgain(reopened);
        assertThat(kind(unpublished)).isEqualTo(FailureKind.DEAD_LETTERS);
        deadLetterTopicFails = false;
        return unpublished;
    }

    static List<String> labels(AbortedLoads abortedLoads) {
        return abortedLoads.answers().keySet().stream().map(LoadLabel::value).toList();
    }

    /** As the loader does: what was reopened is recovered with what was committed. */
    RangeResult runAgain(RangeResult before) {
        return runAgain(before, before.abortedLoads(), broker.records(P0));
    }

    RangeResult runAgain(
            RangeResult reopened, AbortedLoads abortedLoads, List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(reopened.reopened()).isNotNull();
        var note = OffsetMetadata.parse(reopened.reopened().text());
        assertThat(note).isNotNull();
        assertThat(note.intent()).isNotNull();
        return run(Ranges.recovered(
                normaliser(), reopened.range().start(), note.epoch(), note.intent(), abortedLoads, records));
    }

    Prepared prepare(boolean recovered, Rejections rejectedBefore) {
        return recovered
                ? found(Ranges.intent(broker.end(P0)))
                : Ranges.gathered(normaliser(), rules, start(rejectedBefore), broker.records(P0), clock.instant());
    }

    /** The range as its next owner finds it. */
    Prepared found(Intent intent) {
        return Ranges.recovered(
                normaliser(), start(Rejections.NOTHING), 0, intent, AbortedLoads.NONE, broker.records(P0));
    }

    static Range.Start start(Rejections rejectedBefore) {
        return new Range.Start(P0, "id", 0, rejectedBefore);
    }

    RangeNormaliser normaliser() {
        return new RangeNormaliser(Map.of(P0.topic(), TinyOrders.ENTITY), holds, rules);
    }

    static Rejections runOf(int count) {
        return new Rejections(new TreeMap<>(Map.of("7", count)), new TreeMap<>());
    }

    void neighbour(long id) {
        broker.append(P0, ("8:" + id).getBytes(UTF_8), TinyOrders.order(id, 1));
    }

    static List<Long> offsets(List<DeadLetter> letters) {
        return letters.stream().map(it -> it.record().offset()).toList();
    }

    static FailureKind kind(RangeResult result) {
        assertThat(result.failure()).isNotNull();
        return result.failure().kind();
    }

    RangeProcessor work() {
        return new RangeProcessor(
                new Labels("test", "group", "bi"),
                starRocks,
                (group, letters) -> {
                    if (deadLetterTopicFails) {
                        throw new NotAcknowledgedException("the topic is gone", new IllegalStateException());
                    }
                    rejected.addAll(letters);
                },
                holds,
                rules,
                Rules.backoff(),
                clock,
                clock::pass,
                new LoadObserver() {},
                request -> objection == null ? null : objection.apply(request));
    }
}
