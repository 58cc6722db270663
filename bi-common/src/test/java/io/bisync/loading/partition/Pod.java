package io.bisync.loading.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.KnownTopics;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.range.HeldAccounts;
import io.bisync.loading.range.Labels;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.Prepared;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeProcessor;
import io.bisync.loading.range.RangeResult;
import io.bisync.loading.range.Rules;
import io.bisync.loading.range.TinyOrders;
import io.bisync.starrocks.StreamLoad;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** One process that loads tiny orders: the real core between a modelled broker and whatever StarRocks it is given. */
public final class Pod {

    public final BrokerModel.Member member;
    public final PartitionCoordinator partitionCoordinator;
    private final RangeProcessor work;
    private final Consumer<RangeResult> results;

    public Pod(
            BrokerModel broker,
            TopicPartition partition,
            LoadingRules rules,
            Rules.Clock clock,
            StreamLoad starRocks,
            LoadObserver observer,
            Consumer<RangeResult> results) {
        this.member = broker.member(partition);
        this.results = results;
        var holds = new HeldAccounts();
        partitionCoordinator = new PartitionCoordinator(
                member,
                new RangeNormaliser(Map.of(partition.topic(), TinyOrders.ENTITY), holds, rules),
                rules,
                Rules.backoff(),
                clock,
                observer,
                new KnownTopics());
        work = new RangeProcessor(
                new Labels("test", "group", "bi"),
                starRocks,
                (_, letters) -> assertThat(letters).isNotEmpty(),
                holds,
                rules,
                Rules.backoff(),
                clock,
                clock::pass,
                observer,
                _ -> null);
        partitionCoordinator.assigned(member.owned);
        member.position();
    }

    /** What happens between two polls, a poll, and what follows from it. */
    public void round(int most) {
        carry(partitionCoordinator.beforePoll());
        carry(intend(most));
    }

    /** What it does before it dies: it says what it will send, and sends nothing. */
    public List<Prepared> intend(int most) {
        partitionCoordinator.beforePoll();
        return partitionCoordinator.polled(member.poll(most));
    }

    private void carry(List<Prepared> allowed) {
        partitionCoordinator.finish(allowed.stream().map(this::run).toList());
    }

    private RangeResult run(Prepared prepared) {
        var result = work.run(prepared);
        results.accept(result);
        return result;
    }
}
