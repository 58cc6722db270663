package io.bisync.loading.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.StatusReport;
import io.bisync.account.StatusReport.History;
import io.bisync.account.StatusReport.Lag;
import io.bisync.account.StatusReport.Loaded;
import io.bisync.account.StatusReport.Obstacle;
import io.bisync.account.StatusReport.Place;
import io.bisync.account.StatusReport.Trouble;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.FailureKind;
import io.bisync.loading.partition.PartitionStatus;
import io.bisync.loading.range.TinyOrders;
import io.bisync.topic.TrafficClass;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** One entity with a live topic of two partitions and a history topic of one. */
class LoadingReportsTests {

    private static final String LIVE = "tiny";
    private static final String HISTORY = "tiny.history";
    private static final List<EntityTopic> TOPICS = List.of(
            new EntityTopic(LIVE, TinyOrders.ENTITY, TrafficClass.ORDERS),
            new EntityTopic(HISTORY, TinyOrders.ENTITY, TrafficClass.HISTORY));
    private static final String ORDER = TinyOrders.ENTITY.name();

    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private final List<PartitionStatus> partitions = new ArrayList<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>(Map.of(LIVE, 2, HISTORY, 1));
    private final Map<String, Long> loaded = new HashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryControlPlane basic = new InMemoryControlPlane(() -> now);
    private final Backlog backlog =
            new Backlog(() -> Map.of("group", partitions), new Broker(), TOPICS, () -> now, meters);
    private final LoadingReports reports =
            new LoadingReports(basic, backlog, this::totals, TOPICS, List.of(), () -> now);

    @Test
    void nothingIsSaidOfATopicOfWhichNoPartitionIsHeld() throws Exception {
        assertThat(report().lags()).isEmpty();
        assertThat(report().histories()).isEmpty();
    }

    @Test
    void aTopicIsDrainedWhenItsHeldPartitionsAre() throws Exception {
        holds(LIVE, 0, 10, 12);
        ends.put(new TopicPartition(LIVE, 0), 12L);

        assertThat(report().lags()).containsExactly(new Lag(ORDER, 0, now, 1, 2));
    }

    @Test
    void lagIsTheBrokersEndMinusTheCommittedOffsetAlsoWhileThePartitionRests() throws Exception {
        partitions.add(resting(LIVE, 0, 10));
        ends.put(new TopicPartition(LIVE, 0), 212L);

        assertThat(report().lags()).containsExactly(new Lag(ORDER, 202, null, 1, 2));
        assertThat(meters.get("bi.loading.records.lag")
                        .tag("topic", LIVE)
                        .gauge()
                        .value())
                .isEqualTo(202);
        assertThat(backlog.groups().values().stream().flatMap(List::stream).map(PartitionStatus::lag))
                .containsExactly(202L);
    }

    @Test
    void anOffsetThatHasToBeReadAgainIsNeverCalledDrained() throws Exception {
        partitions.add(resting(LIVE, 0, 10));
        ends.put(new TopicPartition(LIVE, 0), 10L);

        assertThat(report().lags()).containsExactly(new Lag(ORDER, 0, null, 1, 2));
    }

    @Test
    void historyHasALagOfItsOwn() throws Exception {
        holds(HISTORY, 0, 10, 10);
        ends.put(new TopicPartition(HISTORY, 0), 15L);

        assertThat(report().lags()).isEmpty();
        assertThat(report().histories()).containsExactly(new History(ORDER, 5));
    }

    @Test
    void whatKeepsATopicFromBeingLoadedIsToldWithItsCodeSinceItWasSeen() throws Exception {
        var since = now;
        partitions.add(resting(LIVE, 0, 10));
        report();
        now = now.plusSeconds(60);

        assertThat(report().troubles())
                .containsExactly(new Trouble(ORDER, new Obstacle(Place.STARROCKS, "BI-LOAD-01", since)));
        partitions.clear();
        assertThat(report().troubles()).isEmpty();
    }

    @Test
    void aBrokerThatDoesNotAnswerIsToldInsteadOfALag() throws Exception {
        holds(LIVE, 0, 10, 10);
        counts.clear();

        assertThat(report().lags()).isEmpty();
        assertThat(report().troubles())
                .containsExactly(new Trouble(ORDER, new Obstacle(Place.KAFKA, "BI-TOPIC-05", now)));
    }

    @Test
    void onlyWhatChangedIsToldAndEverythingAfterAReportThatWasNotTaken() throws Exception {
        loaded("7", 3);
        loaded("8", 1);
        assertThat(rows(report())).containsExactlyInAnyOrder("7=3", "8=1");
        loaded("7", 2);
        assertThat(rows(report())).containsExactly("7=5");
        assertThat(rows(report())).isEmpty();

        basic.takesNoReports(true);
        reports.report();
        basic.takesNoReports(false);
        assertThat(rows(report())).containsExactlyInAnyOrder("7=5", "8=1");
    }

    @Test
    void afterALongSilenceCountingBeginsAnewUnderAnotherName() throws Exception {
        loaded("7", 3);
        var before = report().instance();
        basic.takesNoReports(true);
        loaded("7", 2);
        reports.report();
        now = now.plus(Duration.ofHours(13));
        reports.report();
        basic.takesNoReports(false);

        var after = report();
        assertThat(after.instance()).isNotEqualTo(before);
        assertThat(rows(after)).containsExactly("7=2");
    }

    @Test
    void aReportThatIsNotTakenIsAHealthDetail() throws Exception {
        report();
        assertThat(reports.health().getStatus()).isEqualTo(Status.UP);
        basic.takesNoReports(true);
        reports.report();

        assertThat(reports.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(reports.health().getDetails()).containsEntry("code", "BI-ACCOUNT-01");
    }

    private StatusReport report() throws InterruptedException {
        reports.report();
        return basic.reports().getLast();
    }

    private void loaded(String account, long rows) {
        loaded.merge(account, rows, Long::sum);
    }

    private List<Loaded> totals() {
        return loaded.entrySet().stream()
                .map(it -> new Loaded(it.getKey(), ORDER, it.getValue(), 0, null, null))
                .toList();
    }

    private static List<String> rows(StatusReport report) {
        return report.loaded().stream()
                .map(it -> it.account() + "=" + it.rows())
                .toList();
    }

    private void holds(String topic, int partition, long committed, long position) {
        partitions.add(status(topic, partition, PartitionStatus.State.READY, committed, position, null));
    }

    private static PartitionStatus resting(String topic, int partition, long committed) {
        return status(
                topic,
                partition,
                PartitionStatus.State.RESTING,
                committed,
                -1,
                new io.bisync.loading.Failure(FailureKind.NOT_NOW, "StarRocks is away"));
    }

    private static PartitionStatus status(
            String topic,
            int partition,
            PartitionStatus.State state,
            long committed,
            long position,
            io.bisync.loading.@Nullable Failure failure) {
        return new PartitionStatus(
                topic, partition, state, committed, -1, position, 0, null, null, null, Duration.ZERO, null, 0, failure);
    }

    private final class Broker implements EndOffsets {

        @Override
        public Map<TopicPartition, Long> of(Set<TopicPartition> asked) {
            var answer = new HashMap<>(ends);
            answer.keySet().retainAll(asked);
            return answer;
        }

        @Override
        public Map<String, Integer> partitions(Set<String> topics) {
            return counts;
        }
    }
}
