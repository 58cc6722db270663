package io.bisync.proof.crash.member;

import io.bisync.loading.KnownTopics;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.Waiting;
import io.bisync.loading.kafka.AccountHolds;
import io.bisync.loading.kafka.ConsumerOffsets;
import io.bisync.loading.kafka.KafkaDeadLetters;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.loading.kafka.TopicIds;
import io.bisync.loading.partition.PartitionCoordinator;
import io.bisync.loading.range.Labels;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeProcessor;
import io.bisync.privacy.Privacy;
import io.bisync.privacy.UnknownFields;
import io.bisync.proof.crash.ledger.Orders;
import io.bisync.starrocks.http.Exchange;
import io.bisync.starrocks.http.HttpStreamLoad;
import io.bisync.time.Backoff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;

/** Production's core with ports that may die, put together as the auto-configuration does it, with shorter rests. */
record Core(
        MemberSettings settings,
        TopicIds topicIds,
        Exchange exchange,
        KafkaDeadLetters letters,
        KillSwitch killSwitch,
        Waiting waiting) {

    private static final LoadObserver NOBODY = new LoadObserver() {};

    LoadingConsumer.Member member(Consumer<?, ?> consumer) {
        var backoff = new Backoff(Duration.ofMillis(60), Duration.ofMillis(500), new Random(settings.seed()));
        var rules = rules();
        InstantSource clock = InstantSource.system();
        var offsets = new KillableOffsets(
                new ConsumerOffsets(consumer, topicIds),
                killSwitch,
                settings.mutation(),
                it -> Consumers.commitUnawaited(consumer, it));
        var holds = new AccountHolds(letters, Map.of(), false);
        var entity = new Orders(settings.lane(), settings.topic()).entity().under(privacy());
        return new LoadingConsumer.Member(
                settings.group(),
                new PartitionCoordinator(
                        offsets,
                        new RangeNormaliser(Map.of(settings.topic(), entity), holds, rules),
                        rules,
                        backoff,
                        clock,
                        NOBODY,
                        new KnownTopics()),
                new RangeProcessor(
                        new Labels("crash", settings.group(), settings.database()),
                        new KillableStreamLoad(
                                new HttpStreamLoad(settings.starRocks(), exchange), killSwitch, settings.mutation()),
                        new KillableDeadLetters(letters, killSwitch),
                        holds,
                        rules,
                        backoff,
                        clock,
                        waiting,
                        NOBODY,
                        _ -> null));
    }

    /** Between two lives somebody may have allowed a field: an open range is then of another revision. */
    private Privacy privacy() {
        var path = "crash" + settings.lane() + ".order." + Orders.UNKNOWN;
        var itemPath = "crash" + settings.lane() + ".order.items." + Orders.UNKNOWN;
        return Privacy.of(UnknownFields.DROPPED, settings.seed() % 2 == 0 ? Set.of() : Set.of(path, itemPath), null);
    }

    private LoadingRules rules() {
        return new LoadingRules(
                0,
                3,
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                Duration.ofMillis(60),
                100,
                settings.roundBytes(),
                LoadingRules.Delivery.EXACTLY_ONCE,
                _ -> Duration.ofMillis(50));
    }
}
