package io.bisync.loading.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.range.AbortedLoads;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import io.bisync.loading.range.Rules;
import io.bisync.loading.range.ScriptedStreamLoad;
import io.bisync.loading.range.TinyOrders;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How long a member goes by what it saw StarRocks refuse. */
class AbortedLoadsTests {

    private static final TopicPartition P0 = new TopicPartition("erp.tiny.order", 0);

    private final BrokerModel broker = new BrokerModel();
    private final Rules.Clock clock = new Rules.Clock();
    private final ScriptedStreamLoad starRocks = new ScriptedStreamLoad();
    private final List<RangeResult> results = new ArrayList<>();
    private final Pod pod = pod();

    @Test
    void theyHoldFromRoundToRoundWhileThePartitionIsHeld() {
        var refused = splitHalfWay();
        assertThat(nextRound()).doesNotContainAnyElementsOf(refused);
        assertThat(starRocks.asked).doesNotContainAnyElementsOf(refused);
        assertThat(broker.committedOffset(P0)).isEqualTo(16);
    }

    @Test
    void aPartitionThatCameBackIsSplitFromTheStart() {
        var refused = splitHalfWay();
        pod.partitionCoordinator.revoked(Set.of(P0));
        pod.member.positions.clear();
        pod.partitionCoordinator.assigned(Set.of(P0));
        pod.member.position();
        assertThat(nextRound()).containsAll(refused);
    }

    @Test
    void anotherMemberSplitsFromTheStart() {
        var refused = splitHalfWay();
        starRocks.sent.clear();
        pod().round(100);
        assertThat(sent()).containsAll(refused);
    }

    @Test
    void anotherIntentAtTheSameOffsetHasNone() {
        var refused = splitHalfWay();
        var note = broker.note(P0).replaceFirst(" at=\\d+", " at=0");
        broker.committed.put(P0, new Committed(0, note));
        assertThat(nextRound()).containsAll(refused);
    }

    @Test
    void aCommitThatNobodyAcknowledgedEndsThem() {
        orders("bad");
        starRocks.refuse("\"id\":\"?3\\b|\"name\":\"bad\"");
        nextRound();
        pod.member.failingCommits.add(false);
        nextRound();
        assertThat(broker.note(P0)).contains("split=ods_tiny_order,ods_tiny_order_item");
        assertThat(results.getLast().abortedLoads().answers()).isNotEmpty();
        assertThat(nextRound()).containsAll(ofItems(results.get(1)));
    }

    @Test
    void theyHoldWhileAnotherTableIsSplit() {
        orders("bad");
        starRocks.refuse("\"id\":\"?3\\b|\"name\":\"bad\"");
        nextRound();
        nextRound();
        assertThat(results.getLast().reopened()).isNotNull();
        assertThat(nextRound()).isNotEmpty().doesNotContainAnyElementsOf(ofItems(results.get(1)));
        assertThat(broker.committedOffset(P0)).isEqualTo(16);
    }

    @Test
    void somethingUnexpectedEndsThem() {
        var refused = splitHalfWay();
        pod.partitionCoordinator.failed("a bug");
        clock.pass(Duration.ofMinutes(5));
        assertThat(nextRound()).containsAll(refused);
    }

    @Test
    void whereAPersonHasToActTheyEnd() {
        var refused = splitHalfWay();
        starRocks.next.add(label -> new LoadOutcome.Misconfigured(label, "a column is missing"));
        nextRound();
        assertThat(results.getLast().failure()).extracting(Failure::kind).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(nextRound()).containsAll(refused);
    }

    @Test
    void aTableThatIsMendedTakesWhatItRefused() {
        for (var id = 0; id < 16; id++) {
            broker.append(P0, "%d:%d".formatted(7 + id % 2, id).getBytes(UTF_8), TinyOrders.order(id, 1));
        }
        starRocks.refuse("id");
        nextRound();
        nextRound();
        assertThat(results.getLast().failure()).extracting(Failure::kind).isEqualTo(FailureKind.SCHEMA);
        starRocks.refuse("nothing");
        nextRound();
        assertThat(broker.committedOffset(P0)).isEqualTo(16);
        assertThat(results.getLast().counts().loaded()).isEqualTo(16);
    }

    @Test
    void theNextRangeHasNone() {
        splitHalfWay();
        nextRound();
        orders("n");
        nextRound();
        assertThat(results.getLast().range().text()).isEqualTo("[16,32)");
        assertThat(results.getLast().range().abortedLoads()).isEqualTo(AbortedLoads.NONE);
    }

    @Test
    void aRoundThatFoundMoreOfThemRestsAsAfterTheFirstFailure() {
        orders("n");
        starRocks.refuse("\"id\":\"?3\\b");
        starRocks.failAfter(0);
        nextRound();
        starRocks.failAfter(Integer.MAX_VALUE);
        nextRound();
        assertThat(results.getLast().failure()).extracting(Failure::kind).isEqualTo(FailureKind.REFUSED);
        assertThat(failures()).isOne();
    }

    @Test
    void aPauseThatStarRocksAsksForGrowsThoughMoreOfThemWereFound() {
        splitHalfWay();
        assertThat(failures()).isEqualTo(2);
    }

    private int failures() {
        return pod.partitionCoordinator.status().getFirst().failures();
    }

    /** StarRocks asks for a pause when three parts were refused; gives their labels. */
    private Set<String> splitHalfWay() {
        orders("n");
        starRocks.refuse("\"id\":\"?3\\b");
        nextRound();
        starRocks.failAfter(4);
        nextRound();
        starRocks.failAfter(Integer.MAX_VALUE);
        assertThat(results.getLast().failure()).extracting(Failure::kind).isEqualTo(FailureKind.NOT_NOW);
        var refused = ofItems(results.getLast());
        assertThat(refused).hasSize(3);
        return refused;
    }

    /** The labels that were sent. */
    private List<String> nextRound() {
        clock.pass(Duration.ofMinutes(5));
        starRocks.sent.clear();
        starRocks.asked.clear();
        pod.round(100);
        return sent();
    }

    private List<String> sent() {
        return starRocks.sent.stream()
                .map(LoadRequest::label)
                .map(LoadLabel::value)
                .toList();
    }

    /** The parts of items that were refused; their whole label is behind them. */
    private static Set<String> ofItems(RangeResult result) {
        return result.abortedLoads().answers().keySet().stream()
                .map(LoadLabel::value)
                .filter(it -> it.startsWith("ods_tiny_order_item-") && it.endsWith("-s"))
                .collect(Collectors.toSet());
    }

    /** Sixteen orders, of which the fifth has this name. */
    private void orders(String name) {
        for (var id = 1; id <= 16; id++) {
            broker.append(P0, TinyOrders.key(id), TinyOrders.named(id, 1, id == 5 ? name : "n"));
        }
    }

    private Pod pod() {
        return new Pod(broker, P0, Rules.RULES, clock, starRocks, new LoadObserver() {}, results::add);
    }
}
