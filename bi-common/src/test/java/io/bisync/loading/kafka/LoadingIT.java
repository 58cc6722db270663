package io.bisync.loading.kafka;

import static io.bisync.loading.kafka.LoadingBroker.await;
import static io.bisync.loading.kafka.LoadingStage.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.event.EventHeaders;
import io.bisync.loading.range.TinyOrders;
import io.bisync.loading.report.LoadingHealthIndicator;
import io.bisync.starrocks.http.InMemoryStreamLoad.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.kafka.support.KafkaHeaders;

/** What is loaded, rejected and committed while all is well. */
class LoadingIT extends OnLoadingStage {

    @Test
    void recordsAreLoadedOnceAndOffsetsFollow() throws Exception {
        stage.produce(0, 300);
        var member = stage.start();
        stage.loads(300);
        assertThat(stage.starRocks.rows("ods_tiny_order_item")).hasSize(300);
        assertThat(stage.starRocks.sent()).doesNotHaveDuplicates();
        assertThat(stage.committed().values())
                .allSatisfy(
                        it -> assertThat(it.metadata()).startsWith("bi1 topic=").doesNotContain(" to="));
        assertThat(stage.count(member, "bi.loading.records.received")).isEqualTo(300);
        assertThat(stage.count(member, "bi.loading.records.loaded")).isEqualTo(300);
        assertThat(stage.count(member, "bi.loading.records.rejected")).isZero();
        assertThat(member.getBean(LoadingHealthIndicator.class).health().getStatus())
                .isEqualTo(Status.UP);
    }

    @Test
    void aCommittedAndAnAbortedPageLeaveNoLag() throws Exception {
        try (var producer = stage.broker.transactional(stage.topic)) {
            var member = stage.start();
            producer.beginTransaction();
            for (var message : stage.messages(0, 30)) {
                var _ = producer.send(message);
            }
            producer.commitTransaction();
            stage.loads(30);
            producer.beginTransaction();
            for (var message : stage.messages(30, 30)) {
                var _ = producer.send(message);
            }
            // An abort would take back what is not sent yet.
            producer.flush();
            producer.abortTransaction();
            stage.committedEverything();
            assertThat(stage.committed().values())
                    .allSatisfy(it ->
                            assertThat(it.metadata()).startsWith("bi1 topic=").doesNotContain(" to="));
            assertThat(stage.count(member, "bi.loading.records.received")).isEqualTo(30);
            assertThat(stage.starRocks.rows("ods_tiny_order")).hasSize(30);
        }
    }

    @Test
    void poisonAloneGoesToTheDeadLetterTopic() throws Exception {
        stage.produce(0, 10);
        var poison = stage.send(TinyOrders.key(99), TinyOrders.rejected(99));
        stage.produce(10, 10);
        var member = stage.start();
        stage.loads(20);
        assertThat(stage.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(TinyOrders.rejected(99));
            assertThat(letter.key()).isEqualTo(TinyOrders.key(99));
            assertThat(letter.partition()).isEqualTo(poison.partition());
            assertThat(header(letter, EventHeaders.ACCOUNT)).hasValue("7");
            assertThat(header(letter, KafkaDeadLetters.CODE)).hasValue("BI-TABLE-12");
            assertThat(header(letter, KafkaDeadLetters.REASON))
                    .hasValueSatisfying(
                            it -> assertThat(it).contains("order.items.item").doesNotContain("xxx"));
            assertThat(header(letter, KafkaHeaders.DLT_ORIGINAL_TOPIC)).hasValue(stage.topic);
            assertThat(letter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_OFFSET))
                    .isNotNull();
            assertThat(letter.headers().lastHeader(KafkaHeaders.DLT_EXCEPTION_STACKTRACE))
                    .isNull();
        });
        assertThat(stage.count(member, "bi.loading.records.rejected", "code", "BI-TABLE-12"))
                .isEqualTo(1);
        assertThat(stage.count(member, "bi.loading.records.rejected")).isEqualTo(1);
    }

    @Test
    void unclearAnswersAreResolvedUnderTheSameLabels() throws Exception {
        stage.starRocks.next(
                Fault.UNDECIDED_BUT_COMMITTED,
                Fault.UNDECIDED_AND_ABORTED,
                Fault.UNDECIDED_AND_UNKNOWN,
                Fault.NOT_NOW,
                Fault.UNDECIDED_AND_RUNNING);
        stage.produce(0, 200);
        stage.start();
        await("a load that runs").until(() -> stage.starRocks.sent().size() > 4);
        await("all rows").untilAsserted(() -> {
            stage.starRocks.finishRunning();
            assertThat(stage.starRocks.rows("ods_tiny_order")).hasSize(200);
        });
        stage.committedEverything();
        assertThat(stage.deadLetters()).isEmpty();
    }

    @Test
    void connectionDetailsOutweighTheProperties() throws Exception {
        stage.produce(0, 10);
        stage.send(TinyOrders.key(99), TinyOrders.rejected(99));
        KafkaConnectionDetails details = () -> List.of(stage.broker.kafka.bootstrapServers());
        try (var member = LoadingService.application("127.0.0.1:1", stage.starRocks, stage.topic)
                .initializers(it -> it.getBeanFactory().registerSingleton("details", details))
                .run()) {
            stage.loads(10);
            assertThat(stage.deadLetters()).hasSize(1);
            assertThat(stage.count(member, "bi.loading.records.loaded")).isEqualTo(10);
        }
    }

    @Test
    void theConsumerProtocolWorksForANewGroup() throws Exception {
        stage.produce(0, 50);
        stage.start("bi.loading.group-protocol=consumer");
        stage.loads(50);
    }

    @Test
    void aChangedLingerCountsAtOnce() throws Exception {
        var member = stage.start();
        stage.produce(0, 1);
        stage.committedEverything();
        member.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("changed", Map.of("bi.loading.linger", "10m")));
        member.publishEvent(new EnvironmentChangeEvent(member, Set.of("bi.loading.linger")));
        stage.produce(1, 1);
        stage.committedEverything();
        var soon = InstantSource.system().instant().plus(Duration.ofMinutes(5));
        await("a longer rest")
                .untilAsserted(() -> assertThat(
                                member.getBean(LoadingConsumer.class).status().get(LoadingService.group(stage.topic)))
                        .anySatisfy(it -> assertThat(it.restsUntil()).isAfter(soon)));
    }
}
