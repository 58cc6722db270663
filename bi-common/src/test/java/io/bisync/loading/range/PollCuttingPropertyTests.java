package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.LoadingRules;
import io.bisync.loading.partition.BrokerModel;
import io.bisync.loading.partition.PartitionStatus;
import io.bisync.loading.partition.Pod;
import io.bisync.loading.range.OffsetMetadata.Content;
import io.bisync.record.RecordSchema;
import io.bisync.row.ChunkPool;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.LoadTimings;
import io.bisync.starrocks.StreamLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Where ranges begin and end, whatever the polls bring, however large records are and whoever dies in between. */
class PollCuttingPropertyTests {

    private static final TopicPartition P0 = new TopicPartition("erp.tiny.order", 0);

    private final Rules.Clock clock = new Rules.Clock();
    private BrokerModel broker = new BrokerModel();
    private List<Range> sent = new ArrayList<>();

    @BeforeTry
    void fresh() {
        broker = new BrokerModel();
        sent = new ArrayList<>();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void rangesFollowEachOtherCoverAllAndKeepTheBudget(
            @ForAll("paddings") List<Integer> paddings,
            @ForAll @IntRange(min = 1, max = 30) int most,
            @ForAll @IntRange(min = 1, max = 20_000) int budget,
            @ForAll Set<@IntRange(max = 60) Integer> deaths) {
        broker.append(P0, new byte[0], order(0, 0));
        fill(paddings);
        var rules = Rules.withRangeBytes(budget);
        var pod = pod(rules);
        // Offsets behind the last record are passed when a record follows.
        var end = broker.records(P0).getLast().offset() + 1;
        for (var round = 0; broker.committedOffset(P0) < end; round++) {
            assertThat(round).as("rounds until everything is committed").isLessThan(1_000);
            if (deaths.contains(round)) {
                pod.intend(most);
                pod = pod(rules);
            }
            pod.round(most);
            clock.pass(Duration.ofMinutes(10));
        }
        var expected = 0L;
        for (var range : sent) {
            assertThat(range.from()).as("start of a range").isEqualTo(expected);
            assertThat(range.to()).isGreaterThan(range.from());
            assertThat(bytesWithoutTheLastRecord(range))
                    .as("bytes of [%d,%d) before its last record", range.from(), range.to())
                    .isLessThan(budget);
            expected = range.to();
        }
        assertThat(expected).isEqualTo(end);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aRangeGatheredOverSeveralPollsIsTheSameAsOneTakenAtOnce(
            @ForAll("paddings") List<Integer> paddings, @ForAll @IntRange(min = 1, max = 10) int most) {
        fill(paddings);
        var records = broker.records(P0);
        var atOnce = take(List.of(records));
        var pieces = new ArrayList<List<ConsumerRecord<byte[], byte[]>>>();
        for (var from = 0; from < records.size(); from += most) {
            pieces.add(records.subList(from, Math.min(records.size(), from + most)));
        }
        var gathered = take(pieces);
        assertThat(content(gathered)).isEqualTo(content(atOnce));
        assertThat(bodies(gathered)).isEqualTo(bodies(atOnce));
        assertThat(bodies(atOnce.again(records, Set.of(), Rejections.NOTHING, new TreeMap<>())))
                .isEqualTo(bodies(atOnce));
    }

    /** Rows that only a part of a poll was added to are of no range that an intent could name. */
    @Test
    void recordsThatCannotBePreparedTakeWhatWasGatheredBeforeThemAlong() {
        broker.append(P0, TinyOrders.key(1), order(1, 0));
        broker.append(P0, TinyOrders.key(2), order(2, 0));
        broker.append(P0, TinyOrders.key(3), order(3, 0));
        for (var i = 0; i < 4; i++) {
            broker.append(P0, new byte[0], TinyOrders.rejected(1));
        }
        var pod = pod(Rules.RULES);
        pod.round(3);
        assertThat(sent).as("a backlog is gathered first").isEmpty();
        pod.round(4);
        assertThat(sent).isEmpty();
        assertThat(broker.committedOffset(P0)).isZero();
        assertThat(broker.note(P0)).doesNotContain(" to=");
        assertThat(pod.partitionCoordinator.status()).singleElement().satisfies(it -> {
            assertThat(it.state()).isEqualTo(PartitionStatus.State.STOPPED);
            assertThat(it.position()).isEqualTo(-1);
        });
    }

    /** How long the next record's unknown field is; below zero so many offsets that no poll gives. */
    @Provide
    Arbitrary<List<Integer>> paddings() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.integers().between(0, 300)),
                        Tuple.of(1, Arbitraries.integers().between(2_000, 30_000)),
                        Tuple.of(1, Arbitraries.integers().between(-3, -1)))
                .list()
                .ofMaxSize(80);
    }

    private void fill(List<Integer> paddings) {
        for (var padding : paddings) {
            if (padding < 0) {
                broker.appendUnseen(P0, -padding);
            } else {
                broker.append(P0, TinyOrders.key(broker.end(P0)), order(broker.end(P0), padding));
            }
        }
    }

    private static byte[] order(long id, int padding) {
        return "{\"id\":%d,\"ts\":1,\"pad\":\"%s\",\"items\":[{\"item\":1}]}"
                .formatted(id, "x".repeat(padding))
                .getBytes(UTF_8);
    }

    private static RangeRows take(List<List<ConsumerRecord<byte[], byte[]>>> pieces) {
        var rows = RangeRows.of(
                HeldAccounts.nobody(P0),
                new RecordSchema(TinyOrders.ENTITY),
                RangeValues.fresh(null),
                new ChunkPool(0));
        pieces.forEach(it -> rows.take(it, Long.MAX_VALUE));
        return rows;
    }

    private static Content content(RangeRows rows) {
        return rows.content();
    }

    private static Map<String, String> bodies(RangeRows rows) {
        var starRocks = new ScriptedStreamLoad();
        TinyOrders.ENTITY.tables().stream()
                .filter(it -> rows.has(it.name()))
                .forEach(it -> starRocks.load(rows.load(it.name(), new LoadLabel("label-of-" + it.name()))));
        return starRocks.bodies;
    }

    private long bytesWithoutTheLastRecord(Range range) {
        var records = broker.records(P0).stream()
                .filter(it -> it.offset() >= range.from() && it.offset() < range.to())
                .toList();
        if (records.size() < 2) {
            return 0;
        }
        return take(List.of(records.subList(0, records.size() - 1))).bytes();
    }

    private Pod pod(LoadingRules rules) {
        return new Pod(broker, P0, rules, clock, new Willing(), new LoadObserver() {}, result -> {
            assertThat(result.failure()).isNull();
            sent.add(result.range());
        });
    }

    /** Takes everything. */
    private static final class Willing implements StreamLoad {

        private final Set<LoadLabel> loaded = new HashSet<>();

        @Override
        public LoadOutcome load(LoadRequest request) {
            assertThat(loaded.add(request.label()))
                    .as("first use of %s", request.label())
                    .isTrue();
            return new LoadOutcome.Committed(request.label(), request.body().rows(), LoadTimings.NONE);
        }

        @Override
        public LabelState state(LoadLabel label) {
            return loaded.contains(label) ? LabelState.VISIBLE : LabelState.UNKNOWN;
        }

        @Override
        public void cancel(String table, LoadLabel label) {
            // Nothing runs here.
        }
    }
}
