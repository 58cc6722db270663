package io.bisync.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** What is found of topics, and what it means. */
class TopicInspectionTests {

    private static final TopicDeclaration ORDERS =
            new TopicDeclaration("orders", 1, Duration.ofDays(7), DataSize.ofMegabytes(5));

    @ParameterizedTest
    @CsvSource({
        "1, 1, BI-TOPIC-09",
        "1, 2, BI-TOPIC-09",
        "3, 1, BI-TOPIC-09",
        "3, 2, ''",
        "3, 3, BI-TOPIC-10",
        "2, 2, BI-TOPIC-10"
    })
    void copiesAndHowManyOfThemAreNeededAreARiskOrNone(int copies, int needed, String code) {
        var risks = inspection(copies, needed, null).risks(List.of(ORDERS));

        assertThat(risks)
                .extracting(TopicProblem::topic)
                .isEqualTo(code.isEmpty() ? List.of() : List.of("orders", "orders-dlt", "orders-parked"));
        assertThat(risks).allMatch(it -> it.code().equals(code) && it.isRisk());
    }

    @Test
    void whoMayNotWriteWhatIsSetAsideIsToldAndTheTopicItselfNeedsNoWriting() {
        var problems = inspection(3, 2, Set.of(AclOperation.READ, AclOperation.DESCRIBE))
                .problems(List.of(ORDERS));

        assertThat(problems).extracting(TopicProblem::code).containsOnly("BI-TOPIC-08");
        assertThat(problems).extracting(TopicProblem::topic).containsExactly("orders-dlt", "orders-parked");
        assertThat(problems.getFirst().action()).contains("--operation Write --topic orders-dlt");
    }

    @Test
    void whereABrokerDoesNotSayWhatIsAllowedNothingIsHeldAgainstIt() {
        assertThat(inspection(3, 2, null).problems(List.of(ORDERS))).isEmpty();
        assertThat(inspection(3, 2, Set.of(AclOperation.WRITE)).problems(List.of(ORDERS)))
                .isEmpty();
    }

    private static TopicInspection inspection(int copies, int needed, @Nullable Set<AclOperation> allowed) {
        var nodes = IntStream.range(0, copies)
                .mapToObj(it -> new Node(it, "broker", 9092))
                .toList();
        Map<String, TopicDescription> topics = new HashMap<>();
        Map<String, Config> configs = new HashMap<>();
        for (var name : ORDERS.names()) {
            topics.put(
                    name,
                    new TopicDescription(
                            name,
                            false,
                            List.of(new TopicPartitionInfo(0, nodes.getFirst(), nodes, nodes)),
                            allowed == null ? null : new HashSet<>(allowed)));
            configs.put(
                    name,
                    new Config(List.of(
                            new ConfigEntry("min.insync.replicas", String.valueOf(needed)),
                            new ConfigEntry("cleanup.policy", "delete"),
                            new ConfigEntry("retention.ms", "-1"),
                            new ConfigEntry("max.message.bytes", "10000000"))));
        }
        return new TopicInspection(topics, configs);
    }
}
