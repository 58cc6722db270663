package io.bisync.loading.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import io.bisync.loading.range.Rules;
import io.bisync.loading.range.ScriptedStreamLoad;
import io.bisync.loading.range.TinyOrders;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.LoggerFactory;

/**
 * The books of a process balance after every step, whatever goes wrong:
 * {@code received = loaded + superseded + rejected + ignored + waiting + handed over}.
 */
class BooksPropertyTests {

    private static final Logger LOADING = (Logger) LoggerFactory.getLogger("io.bisync.loading");
    private static final TopicPartition P0 = new TopicPartition("erp.tiny.order", 0);

    /** What happens next. */
    enum Event {
        ROUND,
        RECORDS,
        POISON,
        SAME_ORDER,
        MARKERS,
        NOT_NOW,
        ANSWER_LOST,
        ROWS_REFUSED,
        COMMIT_FAILS,
        COMMIT_LOST,
        BROKER_AWAY,
        REBALANCE,
        LISTENER_FAILS,
        STOP_ASKED,
        RESTART
    }

    private final Rules.Clock clock = new Rules.Clock();
    private BrokerModel broker = new BrokerModel();
    private ScriptedStreamLoad starRocks = new ScriptedStreamLoad();
    private Books books = new Books();

    /** Thousands of expected failures: nobody reads their log. */
    @BeforeContainer
    static void hush() {
        LOADING.setLevel(Level.OFF);
    }

    @AfterContainer
    static void speakAgain() {
        LOADING.setLevel(null);
    }

    @BeforeTry
    void fresh() {
        broker = new BrokerModel();
        records(1, "n");
        starRocks = new ScriptedStreamLoad();
        starRocks.refuse("\"name\":\"bad\"");
        books = new Books();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void theyBalanceAfterEveryStep(
            @ForAll @Size(max = 60) List<Event> events,
            @ForAll @IntRange(min = 1, max = 12) int most,
            @ForAll LoadingRules.Delivery delivery) {
        var rules = Rules.with(delivery, 1_500);
        var pod = pod(rules);
        for (var event : events) {
            switch (event) {
                case ROUND -> pod.round(most);
                case RECORDS -> records(7, "n");
                case POISON -> {
                    broker.append(P0, TinyOrders.key(1), TinyOrders.rejected(1));
                    records(1, "n");
                }
                case SAME_ORDER -> {
                    broker.append(P0, TinyOrders.key(1), TinyOrders.order(1, broker.end(P0)));
                    broker.append(P0, TinyOrders.key(1), TinyOrders.order(1, broker.end(P0)));
                    broker.append(P0, TinyOrders.key(1), new byte[0]);
                }
                case MARKERS -> broker.appendUnseen(P0, 2);
                case NOT_NOW -> answer(label -> new LoadOutcome.NotNow(label, "busy"));
                case ANSWER_LOST ->
                    answer(label -> {
                        starRocks.states.put(label, LabelState.VISIBLE);
                        return new LoadOutcome.Undecided(label, "cut");
                    });
                case ROWS_REFUSED -> records(1, "bad");
                case COMMIT_FAILS -> pod.member.failingCommits.add(true);
                case COMMIT_LOST -> pod.member.failingCommits.add(false);
                case BROKER_AWAY -> pod.member.unreachable = !pod.member.unreachable;
                case REBALANCE -> {
                    pod.partitionCoordinator.revoked(pod.member.owned);
                    check(pod, event);
                    pod.member.positions.clear();
                    pod.partitionCoordinator.assigned(pod.member.owned);
                    pod.member.position();
                }
                case LISTENER_FAILS -> {
                    pod.intend(most);
                    pod.partitionCoordinator.failed("a bug");
                }
                case STOP_ASKED -> {
                    pod.partitionCoordinator.beforePoll();
                    pod.member.poll(most);
                    pod.partitionCoordinator.drop(pod.member.owned);
                }
                case RESTART -> {
                    pod.intend(most);
                    books = new Books();
                    pod = pod(rules);
                }
            }
            check(pod, event);
            clock.pass(Duration.ofSeconds(20));
        }
        finishes(pod, most);
    }

    private void finishes(Pod pod, int most) {
        pod.member.unreachable = false;
        pod.member.failingCommits.clear();
        starRocks.next.clear();
        records(1, "n");
        for (var round = 0; broker.committedOffset(P0) < broker.end(P0); round++) {
            assertThat(round).as("rounds until everything is committed").isLessThan(300);
            pod.round(most);
            check(pod, Event.ROUND);
            clock.pass(Duration.ofMinutes(10));
        }
        assertThat(waiting(pod)).isZero();
    }

    private void check(Pod pod, Event event) {
        assertThat(books.booked + waiting(pod))
                .as("booked and waiting after %s", event)
                .isEqualTo(books.received);
    }

    private static long waiting(Pod pod) {
        return pod.partitionCoordinator.status().stream()
                .mapToLong(PartitionStatus::waiting)
                .sum();
    }

    private void records(int count, String name) {
        for (var i = 0; i < count; i++) {
            var id = broker.end(P0);
            broker.append(
                    P0,
                    TinyOrders.key(id),
                    "{\"id\":%d,\"ts\":1,\"name\":\"%s\",\"items\":[{\"item\":1}]}"
                            .formatted(id, name)
                            .getBytes(UTF_8));
        }
    }

    private void answer(Function<LoadLabel, LoadOutcome> outcome) {
        starRocks.next.add(outcome);
    }

    private Pod pod(LoadingRules rules) {
        return new Pod(broker, P0, rules, clock, starRocks, books, _ -> {});
    }

    /** What {@code LoadingMeters} adds up. */
    private static final class Books implements LoadObserver {

        private long received;
        private long booked;

        @Override
        public void received(String topic, int records) {
            received += records;
        }

        @Override
        public void finished(RangeResult result, Instant at) {
            if (result.failure() == null) {
                booked += result.counts().records();
            }
        }

        @Override
        public void handedOver(String topic, long records) {
            booked += records;
        }
    }
}
