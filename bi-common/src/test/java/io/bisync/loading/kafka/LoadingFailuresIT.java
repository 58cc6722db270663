package io.bisync.loading.kafka;

import static io.bisync.loading.kafka.LoadingBroker.await;
import static io.bisync.loading.kafka.LoadingStage.failures;
import static io.bisync.loading.kafka.LoadingStage.header;
import static io.bisync.loading.kafka.LoadingStage.states;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.listener.ListenersHealthIndicator;
import io.bisync.loading.partition.PartitionStatus;
import io.bisync.loading.range.TinyOrders;
import io.bisync.loading.report.DeadLetterMeters;
import io.bisync.loading.report.LoadingHealthIndicator;
import io.bisync.starrocks.http.InMemoryStreamLoad.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.support.KafkaHeaders;

/** Every failure of a partition: its code at the endpoint, in the meter and in one line, and nothing is lost. */
@ExtendWith(OutputCaptureExtension.class)
class LoadingFailuresIT extends OnLoadingStage {

    @Test
    void whileStarRocksIsDownNothingIsCommittedAndAfterwardsEverything(CapturedOutput output) throws Exception {
        stage.starRocks.goAway();
        var member = start();
        stage.produce(0, 1);
        begins(member, "BI-LOAD-01");
        assertThat(stage.committed().values())
                .allSatisfy(it -> assertThat(it.offset()).isZero());
        assertThat(member.getBean(LoadingHealthIndicator.class).health().toString())
                .contains("BI-LOAD-01", "BI-SR-01");
        assertThat(member.getBean(ListenersHealthIndicator.class).health().getStatus())
                .isEqualTo(Status.UP);
        stage.starRocks.comeBack();
        stage.loads(1);
        hasOneBeginAndOneEnd(member, output, "BI-LOAD-01");
        assertThat(member.getBean(LoadingHealthIndicator.class).health().getStatus())
                .isEqualTo(Status.UP);
        assertThat(stage.deadLetters()).isEmpty();
    }

    @Test
    void aLoadThatRunsForTooLongIsWaitedFor(CapturedOutput output) throws Exception {
        stage.starRocks.next(Fault.UNDECIDED_AND_RUNNING);
        var member = start("bi.loading.round-limit=500ms");
        stage.produce(0, 1);
        begins(member, "BI-LOAD-02");
        await("all rows").untilAsserted(() -> {
            stage.starRocks.finishRunning();
            assertThat(stage.starRocks.rows("ods_tiny_order")).hasSize(1);
        });
        stage.committedEverything();
        hasOneBeginAndOneEnd(member, output, "BI-LOAD-02");
    }

    @Test
    void aRecordThatStarRocksRefusesIsRejectedAloneWithItsWords(CapturedOutput output) throws Exception {
        stage.starRocks.refuse(row -> "13".equals(String.valueOf(row.get("id"))));
        stage.produce(0, 60);
        var member = start();
        stage.loads(59);
        assertThat(stage.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(TinyOrders.key(13));
            assertThat(letter.value()).isEqualTo(TinyOrders.order(13, 1));
            assertThat(header(letter, KafkaDeadLetters.CODE)).hasValue("BI-SR-03");
            assertThat(header(letter, KafkaDeadLetters.LABEL))
                    .hasValueSatisfying(it -> assertThat(it).endsWith("-s"));
            assertThat(header(letter, KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP)).isPresent();
        });
        assertThat(stage.count(member, "bi.loading.records.rejected", "code", "BI-SR-03"))
                .isEqualTo(1);
        hasOneBeginAndOneEnd(member, output, "BI-LOAD-03");
    }

    @Test
    void aLoadThatCannotWorkGoesOnOnceThatIsMended(CapturedOutput output) throws Exception {
        stage.starRocks.next(Fault.MISCONFIGURED);
        var member = start("bi.loading.longest-rest=5s");
        stage.produce(0, 1);
        begins(member, "BI-LOAD-04");
        assertThat(member.getBean(LoadingHealthIndicator.class).health().toString())
                .contains("BI-SR-05");
        stage.loads(1);
        hasOneBeginAndOneEnd(member, output, "BI-LOAD-04");
    }

    @Test
    void withoutBiBasicTooManyMisfitsInARowStopTheirPartitionUntilTheLimitIsRaised(CapturedOutput output)
            throws Exception {
        stage.send(TinyOrders.key(1), TinyOrders.order(1, 1));
        stage.send(TinyOrders.key(1), TinyOrders.rejected(1));
        stage.send(TinyOrders.key(1), TinyOrders.rejected(1));
        var member = start("bi.loading.rejection-limit=1");
        begins(member, "BI-LOAD-05");
        assertThat(states(member)).contains(PartitionStatus.State.STOPPED);
        assertThat(stage.starRocks.sent()).isEmpty();
        assertThat(stage.deadLetters()).isEmpty();
        stage.stop(member);
        start("bi.loading.rejection-limit=2");
        stage.loads(1);
        assertThat(stage.deadLetters()).hasSize(2);
        assertThat(lines(output, "BI-LOAD-05")).hasSize(1);
    }

    @Test
    void aDeadLetterThatIsNotAcknowledgedHoldsItsPartitionBack(CapturedOutput output) throws Exception {
        limitDeadLetters("1");
        stage.send(TinyOrders.key(1), TinyOrders.order(1, 1));
        stage.send(TinyOrders.key(1), TinyOrders.rejected(1));
        var member = start();
        begins(member, "BI-LOAD-06");
        assertThat(stage.behind()).isEqualTo(1);
        limitDeadLetters("1000000");
        stage.loads(1);
        assertThat(stage.deadLetters()).hasSize(1);
        hasOneBeginAndOneEnd(member, output, "BI-LOAD-06");
    }

    @Test
    void aDeadLetterCountsUntilItIsDeletedFromItsTopic() throws Exception {
        stage.send(TinyOrders.key(1), TinyOrders.rejected(1));
        var member = start();
        await("a dead letter")
                .untilAsserted(() -> assertThat(stage.deadLetters()).hasSize(1));
        var letter = stage.deadLetters().getFirst();
        assertDeadLetters(member, 1);
        stage.broker
                .admin
                .deleteRecords(Map.of(
                        new TopicPartition(letter.topic(), letter.partition()),
                        RecordsToDelete.beforeOffset(letter.offset() + 1)))
                .all()
                .get(60, TimeUnit.SECONDS);
        assertDeadLetters(member, 0);
        assertThat(gauge(member, "bi.dead.letters.oldest.age")).isZero();
    }

    private void assertDeadLetters(ConfigurableApplicationContext member, int count) throws Exception {
        member.getBean(DeadLetterMeters.class).look();
        assertThat(gauge(member, "bi.dead.letters")).isEqualTo(count);
    }

    private double gauge(ConfigurableApplicationContext member, String meter) {
        return member.getBean(MeterRegistry.class)
                .get(meter)
                .tag("topic", stage.topic + "-dlt")
                .gauge()
                .value();
    }

    @Test
    void aNoteOfALaterVersionStopsItsPartitionAndIsNotTouched(CapturedOutput output) throws Exception {
        stage.send(TinyOrders.key(1), TinyOrders.order(1, 1));
        var partition = new TopicPartition(
                stage.topic,
                stage.send(TinyOrders.key(1), TinyOrders.order(1, 2)).partition());
        note(partition, "bi9 topic=later to=2");
        var member = start();
        begins(member, "BI-LOAD-08");
        assertThat(states(member)).contains(PartitionStatus.State.STOPPED);
        assertThat(stage.starRocks.sent()).isEmpty();
        assertThat(stage.committed().get(partition)).isEqualTo(new OffsetAndMetadata(0, "bi9 topic=later to=2"));
        assertThat(lines(output, "BI-LOAD-08")).hasSize(1);
        stage.stop(member);
        note(partition, "");
        start();
        stage.loads(1);
    }

    @Test
    void anUnexpectedExceptionNeitherCommitsNorSetsAside(CapturedOutput output) throws Exception {
        var member = start();
        member.getBean(LoadingService.Orders.class).bug = new IllegalStateException("a bug");
        stage.produce(0, 50);
        await("failures").untilAsserted(() -> assertThat(failures(member)).contains("BI-LOAD-10"));
        assertThat(stage.committed().values())
                .allSatisfy(it -> assertThat(it.offset()).isZero());
        assertThat(stage.starRocks.sent()).isEmpty();
        assertThat(stage.deadLetters()).isEmpty();
        member.getBean(LoadingService.Orders.class).bug = null;
        stage.loads(50);
        assertThat(stage.count(member, "bi.loading.failures", "code", "BI-LOAD-10"))
                .isEqualTo(LoadingBroker.PARTITIONS);
        assertThat(lines(output, "BI-LOAD-10 Resting")).hasSize(LoadingBroker.PARTITIONS);
    }

    private ConfigurableApplicationContext start(String... properties) {
        return stage.start(Stream.concat(Stream.of("logging.level.io.bisync.loading=info"), Stream.of(properties))
                .toArray(String[]::new));
    }

    private static void begins(ConfigurableApplicationContext member, String code) {
        await(code).untilAsserted(() -> assertThat(failures(member)).containsExactly(code));
    }

    /** One partition was in failure, once. */
    private void hasOneBeginAndOneEnd(ConfigurableApplicationContext member, CapturedOutput output, String code) {
        assertThat(stage.count(member, "bi.loading.failures")).isEqualTo(1);
        assertThat(stage.count(member, "bi.loading.failures", "code", code)).isEqualTo(1);
        assertThat(failures(member)).isEmpty();
        assertThat(lines(output, "BI-LOAD-"))
                .satisfiesExactly(
                        begin -> assertThat(begin).contains("WARN", code + " Resting", "code=\"" + code + "\""),
                        end -> assertThat(end).contains("INFO", "Loads again after " + code, "code=\"" + code + "\""));
    }

    /** The lines about this test's topic. */
    private List<String> lines(CapturedOutput output, String text) {
        return output.getAll()
                .lines()
                .filter(it -> it.contains("topic=\"" + stage.topic + "\"") && it.contains(text))
                .toList();
    }

    private void limitDeadLetters(String bytes) throws Exception {
        stage.broker
                .admin
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, stage.topic + "-dlt"),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                .all()
                .get(60, TimeUnit.SECONDS);
    }

    /** A member that was stopped may still be leaving: the broker alters no group that somebody is in. */
    private void note(TopicPartition partition, String note) {
        await("an empty group")
                .ignoreException(ExecutionException.class)
                .untilAsserted(() -> stage.broker
                        .admin
                        .alterConsumerGroupOffsets(
                                LoadingService.group(stage.topic), Map.of(partition, new OffsetAndMetadata(0, note)))
                        .all()
                        .get(60, TimeUnit.SECONDS));
    }
}
