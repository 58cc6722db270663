package io.bisync.loading.kafka;

import static io.bisync.loading.kafka.LoadingBroker.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.loading.partition.PartitionStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What Kafka itself can do to a listener, on a real broker: rows K01, K02, K05, K07, K08 and K19. */
@ExtendWith(OutputCaptureExtension.class)
class KafkaFailuresIT extends OnLoadingStage {

    private static final String SESSION = "bi.kafka.consumer.session.timeout.ms=3000";
    private static final String HEARTBEAT = "bi.kafka.consumer.heartbeat.interval.ms=500";

    @Test
    void partitionsThatAreAddedWhileLoadingAreLoadedFromTheirBeginning() throws Exception {
        var member = start();
        stage.produce(0, 60);
        get(stage.broker
                .admin
                .createPartitions(Map.of(
                        stage.topic, NewPartitions.increaseTo(5), stage.topic + "-dlt", NewPartitions.increaseTo(5)))
                .all());
        stage.produce(partition(3), 1_000);
        stage.produce(partition(4), 1_001);
        stage.produce(60, 60);
        stage.loads(122);
        assertThat(LoadingStage.states(member)).hasSize(5);
        assertThat(stage.starRocks.sent()).doesNotHaveDuplicates();
    }

    @Test
    void recordsThatWereDeletedBeforeTheyWereLoadedStopTheirPartitionAlone(CapturedOutput output) throws Exception {
        stage.produce(partition(0), 1);
        stage.produce(partition(1), 2);
        stage.stop(startAndLoad(2));
        stage.produce(partition(0), 3);
        stage.produce(partition(0), 4);
        stage.produce(partition(1), 5);
        deleteBefore(partition(0), 2);
        var member = start();
        stops(member, partition(0), "BI-LOAD-17");
        await("the other partition")
                .untilAsserted(() -> assertThat(offset(partition(1))).isEqualTo(2));
        assertThat(offset(partition(0))).isEqualTo(1);
        assertThat(output).contains("Records [1,2) were deleted from the topic before they were loaded");
        assertThat(stage.starRocks.rows("ods_tiny_order")).hasSize(3);
        stage.stop(member);
        commit(partition(0), 2, "");
        start();
        stage.loads(4);
    }

    @Test
    void recordsThatAreDeletedWhileTheirPartitionRestsStopIt() throws Exception {
        var member = startAndLoad(0);
        stage.starRocks.goAway();
        stage.produce(partition(0), 1);
        stage.produce(partition(0), 2);
        await("a rest")
                .untilAsserted(() -> assertThat(LoadingStage.failures(member)).containsExactly("BI-LOAD-01"));
        deleteBefore(partition(0), 2);
        stage.starRocks.comeBack();
        stops(member, partition(0), "BI-LOAD-17");
        stage.produce(partition(1), 3);
        await("the other partition")
                .untilAsserted(() -> assertThat(offset(partition(1))).isEqualTo(1));
        assertThat(offset(partition(0))).isZero();
        assertThat(stage.deadLetters()).isEmpty();
    }

    @Test
    void anOffsetBeyondTheEndStopsItsPartitionAlone() throws Exception {
        stage.produce(partition(0), 1);
        stage.produce(partition(1), 2);
        stage.stop(startAndLoad(2));
        commit(partition(0), 1_000, committed(partition(0)).metadata());
        stage.produce(partition(0), 3);
        stage.produce(partition(1), 4);
        var member = start();
        stops(member, partition(0), "BI-LOAD-17");
        await("the other partition")
                .untilAsserted(() -> assertThat(offset(partition(1))).isEqualTo(2));
        assertThat(offset(partition(0))).isEqualTo(1_000);
        assertThat(stage.starRocks.rows("ods_tiny_order")).hasSize(3);
    }

    @Test
    void aTopicThatIsMadeAnewWhileItIsLoadedStopsUntilTheNextStart() throws Exception {
        stage.produce(0, 30);
        var member = startAndLoad(30);
        makeAnew();
        stage.produce(100, 30);
        await("BI-LOAD-18")
                .untilAsserted(() -> assertThat(LoadingStage.failures(member)).containsExactly("BI-LOAD-18"));
        assertThat(stage.starRocks.rows("ods_tiny_order")).hasSize(30);
        stage.stop(member);
        startAndLoad(60);
        assertThat(stage.starRocks.sent()).doesNotHaveDuplicates();
    }

    @Test
    void aTopicThatIsMadeAnewBetweenTwoRunsIsANewStream(CapturedOutput output) throws Exception {
        stage.produce(partition(0), 1);
        stage.stop(startAndLoad(1));
        var before = committed(partition(0));
        makeAnew();
        // The broker forgets the offsets of a deleted topic; a tool that keeps them may bring them back.
        commit(partition(0), before.offset(), before.metadata());
        stage.produce(partition(0), 2);
        stage.produce(partition(1), 3);
        startAndLoad(3);
        assertThat(stage.starRocks.sent()).doesNotHaveDuplicates();
        assertThat(output).contains("The topic was deleted and made again");
    }

    @Test
    void aRoundThatCouldOutlastTheTimeBetweenTwoPollsDoesNotStart() {
        assertThatThrownBy(() -> stage.start("bi.kafka.consumer.max.poll.interval.ms=20000"))
                .rootCause()
                .isInstanceOf(LoadingContractException.class)
                .hasMessageContaining("BI-LOAD-13")
                .hasMessageContaining("max.poll.interval.ms");
    }

    @Test
    void aBrokerThatStandsStillBeyondTheSessionLosesNothing() throws Exception {
        stage.produce(0, 30);
        var member = startAndLoad(30);
        stage.starRocks.goAway();
        stage.produce(30, 30);
        await("a rest")
                .untilAsserted(() -> assertThat(LoadingStage.failures(member)).containsExactly("BI-LOAD-01"));
        signal("STOP");
        try {
            stage.starRocks.comeBack();
            // A call that is not answered takes longer than the session.
            await("a call without an answer")
                    .untilAsserted(
                            () -> assertThat(LoadingStage.failures(member)).contains("BI-LOAD-07"));
        } finally {
            signal("CONT");
        }
        stage.produce(60, 30);
        stage.loads(90);
        assertThat(stage.deadLetters()).isEmpty();
    }

    @Test
    void aMemberWhosePartitionsRestForManySessionsStaysInItsGroup() throws Exception {
        stage.produce(0, 30);
        var member = startAndLoad(30);
        var before = members();
        stage.starRocks.goAway();
        stage.produce(30, 30);
        // Rests of half a second to a second: about three sessions.
        await("many rests").untilAsserted(() -> assertThat(partitions(member)).anyMatch(it -> it.failures() > 12));
        assertThat(members()).isEqualTo(before).hasSize(1);
        assertThat(LoadingStage.states(member)).hasSize(LoadingBroker.PARTITIONS);
        stage.starRocks.comeBack();
        stage.loads(60);
        assertThat(members()).isEqualTo(before);
    }

    private ConfigurableApplicationContext start(String... properties) {
        return stage.start(Stream.concat(
                        Stream.of(SESSION, HEARTBEAT, "bi.kafka.consumer.metadata.max.age.ms=1000"),
                        Stream.of(properties))
                .toArray(String[]::new));
    }

    private ConfigurableApplicationContext startAndLoad(int orders) {
        var member = start();
        await("partitions")
                .untilAsserted(() -> assertThat(LoadingStage.states(member)).hasSize(LoadingBroker.PARTITIONS));
        stage.loads(orders);
        return member;
    }

    private static void stops(ConfigurableApplicationContext member, TopicPartition partition, String code) {
        await(code)
                .untilAsserted(() -> assertThat(partitions(member))
                        .filteredOn(it -> it.partition() == partition.partition())
                        .singleElement()
                        .satisfies(it -> {
                            assertThat(it.state()).isEqualTo(PartitionStatus.State.STOPPED);
                            assertThat(it.failure()).isNotNull();
                            assertThat(it.failure().kind().code()).isEqualTo(code);
                        }));
        assertThat(LoadingStage.failures(member)).containsExactly(code);
    }

    private static List<PartitionStatus> partitions(ConfigurableApplicationContext member) {
        return member.getBean(LoadingConsumer.class).status().values().stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(stage.topic, number);
    }

    private void deleteBefore(TopicPartition partition, long offset) throws Exception {
        get(stage.broker
                .admin
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    private void makeAnew() throws Exception {
        get(stage.broker
                .admin
                .deleteTopics(List.of(stage.topic, stage.topic + "-dlt", stage.topic + "-parked"))
                .all());
        await("the old topic's end")
                .until(() -> !get(stage.broker.admin.listTopics().names()).contains(stage.topic));
        stage.broker.create(stage.topic, Map.of());
    }

    private long offset(TopicPartition partition) throws Exception {
        return committed(partition).offset();
    }

    private OffsetAndMetadata committed(TopicPartition partition) throws Exception {
        var found = stage.committed().get(partition);
        assertThat(found).as("committed offset of %s", partition).isNotNull();
        return found;
    }

    /** The coordinator of groups hears of a topic that was made just now a moment later. */
    private void commit(TopicPartition partition, long offset, String note) {
        await("the coordinator's knowing the topic")
                .ignoreExceptionsMatching(it -> it.getCause() instanceof UnknownTopicOrPartitionException)
                .untilAsserted(() -> get(stage.broker
                        .admin
                        .alterConsumerGroupOffsets(
                                LoadingService.group(stage.topic),
                                Map.of(partition, new OffsetAndMetadata(offset, note)))
                        .all()));
    }

    /** A member that had to join again has another id. */
    private List<String> members() throws Exception {
        var group = LoadingService.group(stage.topic);
        return get(stage.broker.admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .flatMap(it -> it.members().stream())
                .map(MemberDescription::consumerId)
                .toList();
    }

    private void signal(String name) throws Exception {
        var kill = new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, stage.broker.kafka.pid())).start();
        assertThat(kill.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    private static <T> T get(KafkaFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
