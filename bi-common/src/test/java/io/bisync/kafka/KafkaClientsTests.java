package io.bisync.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.kafka.balancer.Crc32Partitioner;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Which settings reach our own clients, and which end a start of the suite's services. */
class KafkaClientsTests {

    private static final Map<String, Object> FIXED = Map.of(
            "acks",
            "all",
            "isolation.level",
            "read_committed",
            "max.poll.records",
            100,
            "value.serializer",
            ByteArraySerializer.class);

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void ourClientsConnectAsTheApplicationDoesAndTakeNothingElseOfIts() {
        var springs = Map.<String, Object>of(
                "bootstrap.servers", "broker:9092",
                "security.protocol", "SASL_SSL",
                "sasl.jaas.config", "word",
                "ssl.truststore.location", "/trust",
                "value.serializer", "String",
                "acks", "0",
                "retries", 0,
                "transactional.id", "theirs",
                "interceptor.classes", "theirs");
        var clients = new KafkaClients(
                environment, springs, Map.of(), new KafkaSettings(Map.of("linger.ms", "5"), Map.of(), false));

        assertThat(clients.producer(FIXED))
                .containsOnlyKeys(
                        "bootstrap.servers",
                        "security.protocol",
                        "sasl.jaas.config",
                        "ssl.truststore.location",
                        "linger.ms");
        assertThat(clients.producerConnection()).doesNotContainKey("linger.ms").containsKey("security.protocol");
    }

    @Test
    void anApplicationsOwnClientsAreItsOwn() {
        environment.setProperty("spring.kafka.producer.acks", "0");
        environment.setProperty("spring.kafka.properties.acks", "0");

        assertThatCode(() -> clients(Map.of(), false).producer(FIXED)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "spring.kafka.producer.acks, 0, it is all",
        "spring.kafka.producer.properties.acks, 1, it is all",
        "spring.kafka.properties.isolation.level, read_uncommitted, it is read_committed",
        "spring.kafka.producer.max-poll-records, 1, it is 100",
        "spring.kafka.producer.value-serializer, java.lang.String, it is"
                + " org.apache.kafka.common.serialization.ByteArraySerializer",
        "spring.kafka.producer.batch-size, 1, write bi.kafka.producer.batch.size",
        "spring.kafka.producer.properties.linger.ms, 1, write bi.kafka.producer.linger.ms"
    })
    void whatDoesNotReachTheSuitesClientsEndsItsStart(String name, String value, String remedy) {
        environment.setProperty(name, value);

        assertThatThrownBy(() -> clients(Map.of(), true).producer(FIXED))
                .hasMessageContainingAll("BI-CONFIG-05", name, remedy);
    }

    @ParameterizedTest
    @CsvSource({
        "spring.kafka.producer.acks, ALL",
        "spring.kafka.properties.isolation.level, read-committed",
        "spring.kafka.producer.bootstrap-servers, broker:9092",
        "spring.kafka.producer.client-id, bi",
        "spring.kafka.producer.ssl.bundle, kafka",
        "spring.kafka.producer.properties.sasl.mechanism, PLAIN",
        "spring.kafka.properties.sasl.jaas.config, word",
        "spring.kafka.listener.concurrency, 2"
    })
    void whatSaysTheSameOrHowToConnectIsTaken(String name, String value) {
        environment.setProperty(name, value);

        assertThatCode(() -> clients(Map.of(), true).producer(FIXED)).doesNotThrowAnyException();
    }

    @Test
    void whatIsFixedIsFixedUnderOurOwnNameInEveryApplication() {
        assertThatThrownBy(() -> clients(Map.of("acks", "1"), false).producer(FIXED))
                .hasMessageContaining("bi.kafka.producer.acks=1 is not possible: it is all");
    }

    @Test
    void noTwoProducersShareATransactionalId() {
        assertThatThrownBy(() -> clients(Map.of("transactional.id", "x"), false).producer(FIXED))
                .hasMessageContaining("bi.kafka.producer.transactional.id would be the id of every producer");
    }

    @Test
    void aBalancerIsSetByItsName() {
        assertThat(clients(Map.of("partitioner.class", "crc32"), false).producer(FIXED))
                .containsEntry("partitioner.class", Crc32Partitioner.class);
        assertThat(clients(Map.of("partitioner.class", "murmur2"), false).producer(FIXED))
                .as("Kafka's own is in force where nothing is set")
                .doesNotContainKey("partitioner.class");
    }

    @ParameterizedTest
    @CsvSource({
        "round-robin, org.apache.kafka.clients.producer.RoundRobinPartitioner",
        "least-bytes, io.bisync.kafka.balancer.LeastBytesPartitioner",
        "org.apache.kafka.clients.producer.RoundRobinPartitioner, spring.kafka.producer.properties",
        "sticky, 'murmur2, hash, reference-hash, crc32'"
    })
    void theEventsOfAKeyAreNotSpreadOverPartitions(String balancer, String remedy) {
        assertThatThrownBy(() ->
                        clients(Map.of("partitioner.class", balancer), false).producer(FIXED))
                .hasMessageContainingAll("BI-CONFIG-05", "partitioner.class=" + balancer, remedy);
    }

    private KafkaClients clients(Map<String, String> producer, boolean strict) {
        return new KafkaClients(environment, Map.of(), Map.of(), new KafkaSettings(producer, Map.of(), strict));
    }
}
