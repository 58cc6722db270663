package io.bisync.loading.kafka;

import static io.bisync.loading.kafka.LoadingBroker.await;
import static io.bisync.loading.kafka.LoadingStage.states;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.listener.ListenersHealthIndicator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Members that come, go, die, or must not start. */
class LoadingMembersIT extends OnLoadingStage {

    @Test
    void membersThatComeAndGoLoseNothing() throws Exception {
        var first = stage.start();
        var from = 0;
        for (var round = 0; round < 2; round++) {
            stage.produce(from, 200);
            from += 200;
            var other = stage.start();
            await("both have partitions")
                    .until(() -> !states(other).isEmpty() && states(first).size() < LoadingBroker.PARTITIONS);
            stage.produce(from, 200);
            from += 200;
            stage.stop(other);
            stage.produce(from, 200);
            from += 200;
        }
        stage.loads(from);
        assertThat(new HashSet<>(stage.starRocks.sent())).hasSameSizeAs(stage.starRocks.sent());
    }

    @Test
    void theThreadsOfOneListenerShareItsPartitions() throws Exception {
        var member = stage.start("spring.kafka.listener.concurrency=2");
        await("both threads have partitions")
                .untilAsserted(() -> assertThat(partitionsByThread(member)).hasSize(2));
        stage.produce(0, 200);
        stage.loads(200);
        assertThat(partitionsByThread(member).stream().mapToInt(it -> it).sum()).isEqualTo(LoadingBroker.PARTITIONS);
        assertThat(new HashSet<>(stage.starRocks.sent())).hasSameSizeAs(stage.starRocks.sent());
    }

    private static List<Integer> partitionsByThread(ConfigurableApplicationContext member) {
        var container = member.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("orders");
        return ((ConcurrentMessageListenerContainer<?, ?>) Objects.requireNonNull(container))
                .getContainers().stream()
                        .map(it -> Objects.requireNonNull(it.getAssignedPartitions())
                                .size())
                        .filter(it -> it > 0)
                        .toList();
    }

    @Test
    void theBrokerMayDieAndComeBack() throws Exception {
        var member = stage.start();
        stage.produce(0, 100);
        stage.loads(100);
        stage.broker.kafka.kill();
        stage.broker.kafka.restart();
        stage.produce(100, 100);
        stage.loads(200);
        assertThat(member.getBean(ListenersHealthIndicator.class).health().getStatus())
                .isEqualTo(Status.UP);
    }

    @Test
    void aDeadListenerBreaksLiveness() throws Exception {
        var member = stage.start();
        member.getBean(LoadingService.Orders.class).end = new StackOverflowError();
        stage.produce(0, 1);
        await("death")
                .untilAsserted(() -> assertThat(member.getBean(ListenersHealthIndicator.class)
                                .health()
                                .toString())
                        .contains("DOWN")
                        .contains("orders"));
    }

    @Test
    void aListenerThatBreaksTheContractDoesNotStart() {
        assertThatThrownBy(() -> stage.start("test.properties=auto.offset.reset=latest"))
                .isInstanceOf(LoadingContractException.class)
                .hasMessageStartingWith("BI-LOAD-12 ")
                .hasMessageContaining("auto.offset.reset");
    }

    @Test
    void aListenerOfATopicThatNobodyDeclaredDoesNotStart() {
        assertThatThrownBy(() -> stage.start("test.listened=another.topic"))
                .isInstanceOf(LoadingContractException.class)
                .hasMessageStartingWith("BI-LOAD-12 ")
                .hasMessageContaining("another.topic");
    }

    @Test
    void timeoutsThatDoNotFitDoNotStart() {
        assertThatThrownBy(() -> stage.start("spring.lifecycle.timeout-per-shutdown-phase=30s"))
                .rootCause()
                .isInstanceOf(LoadingContractException.class)
                .hasMessageContaining("BI-LOAD-13");
    }
}
