package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.FailureKind;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.partition.BrokerModel;
import io.bisync.loading.partition.Pod;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.common.TopicPartition;

/** A range whose refused rows are looked for over many rounds, by a member that keeps its partition. */
class BisectingOverRoundsPropertyTests {

    static final int MOST = 150;

    private static final TopicPartition P0 = new TopicPartition("erp.tiny.order", 0);
    private static final String ORDERS = "ods_tiny_order";

    private final Rules.Clock clock = new Rules.Clock();
    private BrokerModel broker = new BrokerModel();
    private ScriptedStreamLoad starRocks = new ScriptedStreamLoad();
    /** The labels of orders that StarRocks loaded or refused, in that order. */
    private List<LoadLabel> answered = new ArrayList<>();

    @BeforeTry
    void fresh() {
        broker = new BrokerModel();
        again();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatIsDecidedIsNeverSentAgainHoweverFewLoadsFitIntoARound(
            @ForAll @IntRange(min = 1, max = MOST) int records,
            @ForAll @Size(max = 12) Set<@IntRange(max = MOST - 1) Integer> places,
            @ForAll @IntRange(max = 90) int seconds,
            @ForAll @Size(max = 20) List<@IntRange(max = 8) Integer> pauses) {
        var bad = append(records, places);
        var most = BisectingPropertyTests.mostLoads(bad.size(), records);
        var rounds = rounds(seconds, pauses, Rules.withRejectionLimit(1_000));
        assertThat(answered).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(most);
        // The other table takes one round, and so does each table's first look at its range.
        assertThat(rounds).hasSizeLessThanOrEqualTo(most + pauses.size() + 3);
        assertThat(starRocks.loaded(ORDERS)).hasSize(records - bad.size()).doesNotHaveDuplicates();
        var counts = rounds.getLast().counts();
        assertThat(counts.loaded()).isEqualTo(records - bad.size());
        assertThat(counts.rejected().getOrDefault("BI-SR-03", 0)).isEqualTo(bad.size());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void manyRoundsEndAsOneDoesAlsoWhereTooManyLoadsInARowAreRefused(
            @ForAll @IntRange(min = 2, max = MOST) int records,
            @ForAll @Size(max = 40) Set<@IntRange(max = MOST - 1) Integer> places,
            @ForAll @IntRange(min = 10, max = 90) int seconds) {
        append(records, places);
        var atOnce = rounds(0, List.of(), Rules.withRejectionLimit(6)).getLast();
        var labels = answered;
        broker.committed.clear();
        again();
        var result = rounds(seconds, List.of(), Rules.withRejectionLimit(6)).getLast();
        assertThat(result.failure()).isEqualTo(atOnce.failure());
        assertThat(result.rejections()).isEqualTo(atOnce.rejections());
        assertThat(result.abortedLoads()).isEqualTo(AbortedLoads.NONE);
        assertThat(answered).isEqualTo(labels);
    }

    private void again() {
        starRocks = new ScriptedStreamLoad();
        starRocks.refuse("\"name\":\"bad\"");
        answered = new ArrayList<>();
    }

    /** Appends so many orders, of which those at these places are bad. */
    private Set<Integer> append(int records, Set<Integer> places) {
        var bad = new TreeSet<Integer>();
        for (var place = 0; place < records; place++) {
            if (places.contains(place)) {
                bad.add(place);
            }
            broker.append(P0, TinyOrders.key(place), TinyOrders.named(place, 1, bad.contains(place) ? "bad" : "n"));
        }
        return bad;
    }

    /**
     * What came of each round, until the range is loaded or its schema does not fit.
     *
     * @param seconds how long a load takes; a round has sixty
     * @param pauses after how many loads of a round StarRocks asks for a pause; none in the rounds after these
     */
    private List<RangeResult> rounds(int seconds, List<Integer> pauses, LoadingRules rules) {
        var limits = new ArrayDeque<>(pauses);
        var results = new ArrayList<RangeResult>();
        var pod = new Pod(
                broker, P0, rules, clock, new Slow(Duration.ofSeconds(seconds)), new LoadObserver() {}, results::add);
        while (results.isEmpty() || !isOver(results.getLast())) {
            assertThat(results.size()).isLessThan(1_000);
            starRocks.failAfter(limits.isEmpty() ? Integer.MAX_VALUE : limits.remove());
            pod.round(MOST);
            clock.pass(Duration.ofMinutes(5));
        }
        return results;
    }

    private static boolean isOver(RangeResult result) {
        return result.failure() == null || result.failure().kind() == FailureKind.SCHEMA;
    }

    /** A StarRocks that takes its time over every load. */
    private final class Slow implements StreamLoad {

        private final Duration time;

        Slow(Duration time) {
            this.time = time;
        }

        @Override
        public LoadOutcome load(LoadRequest request) {
            clock.pass(time);
            var outcome = starRocks.load(request);
            if (request.table().equals(ORDERS) && !(outcome instanceof LoadOutcome.NotNow)) {
                answered.add(request.label());
            }
            return outcome;
        }

        @Override
        public LabelState state(LoadLabel label) {
            return starRocks.state(label);
        }

        @Override
        public void cancel(String table, LoadLabel label) {
            starRocks.cancel(table, label);
        }
    }
}
