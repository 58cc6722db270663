package io.bisync.kafka.balancer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keys land where producers of other languages send them. The vectors are published ones: those of kafka-go's
 * {@code balancer_test.go}, of librdkafka's {@code 0048-partitioner.c}, of kafka-python's {@code test_partitioner.py} and of
 * FNV's own page.
 */
class BalancerTests {

    private static final String TOPIC = "any";

    @ParameterizedTest
    @CsvSource({"'',0x811c9dc5", "a,0xe40c292c", "b,0xe70c2de5", "fo,0x6222e842", "foobar,0xbf9cf968"})
    void fnv1aIsThePublishedOne(String text, String hash) {
        assertThat(Fnv1a.of(text.getBytes(UTF_8))).isEqualTo(Integer.parseUnsignedInt(hash.substring(2), 16));
    }

    @ParameterizedTest
    @CsvSource({"blah,2,0", "blah,3,1", "boop,3,2", "20,16,1"})
    void hashIsThatOfKafkaGoAndSarama(String key, int partitions, int expected) {
        assertThat(partition(new HashPartitioner(), key, partitions)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"blah,2,0", "blah,3,1", "castle,3,2", "20,16,15"})
    void referenceHashIsThatOfKafkaGoAndSarama(String key, int partitions, int expected) {
        assertThat(partition(new ReferenceHashPartitioner(), key, partitions)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "23456,0xb1b451d7",
        "this is another string with more length to it perhaps,0xb0150df7",
        "hejsan,0xd077037e"
    })
    void crc32IsThatOfLibrdkafka(String key, String sum) {
        var expected = Math.toIntExact(Long.decode(sum) % 17);

        assertThat(partition(new Crc32Partitioner(), key, 17)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'',17,0x106e08d9",
        "23456,17,0x058d780f",
        "this is another string with more length to it perhaps,17,0x4f7703da",
        "hejsan,17,0x5ec19395",
        "'',1000,681",
        "a,1000,524",
        "ab,1000,434",
        "abc,1000,107",
        "123456789,1000,566"
    })
    void murmur2IsWhatKafkaDoesWithoutASetting(String key, int partitions, String number) {
        assertThat(Balancer.MURMUR2.partitioner()).isNull();
        var expected = Math.toIntExact(Long.decode(number) % partitions);

        assertThat(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), partitions))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"HASH,false", "REFERENCE_HASH,false", "CRC32,false", "CRC32,true"})
    void whatHasNoKeyGoesAnywhere(Balancer balancer, boolean empty) throws ReflectiveOperationException {
        var partitioner = instance(balancer);

        Set<Integer> seen = new HashSet<>();
        IntStream.range(0, 400).forEach(_ -> seen.add(partition(partitioner, empty ? "" : null, 4)));

        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void aKeyOfAnyLengthHasOnePartitionThatExists() throws ReflectiveOperationException {
        for (var balancer : Balancer.values()) {
            if (balancer.keepsKeysTogether() && balancer.partitioner() != null) {
                var partitioner = instance(balancer);
                for (var length = 1; length < 300; length++) {
                    var key = "\u00ff".repeat(length);
                    var partition = partition(partitioner, key, 7);
                    assertThat(partition).isBetween(0, 6).isEqualTo(partition(partitioner, key, 7));
                }
            }
        }
    }

    @Test
    void leastBytesSendsToWhereItSentLeast() {
        var partitioner = new LeastBytesPartitioner();

        assertThat(List.of(sent(partitioner, 100), sent(partitioner, 10), sent(partitioner, 10), sent(partitioner, 10)))
                .containsExactly(0, 1, 2, 1);
        assertThat(partition(partitioner, "k", 5))
                .as("with more partitions it begins anew")
                .isZero();
    }

    @Test
    void roundRobinGoesRound() throws ReflectiveOperationException {
        var partitioner = instance(Balancer.ROUND_ROBIN);
        partitioner.configure(Map.of());

        assertThat(IntStream.range(0, 6).map(_ -> partition(partitioner, "same", 3)))
                .containsExactlyInAnyOrder(0, 1, 2, 0, 1, 2);
    }

    @Test
    void everyOneHasANameAndIsFoundByItsClassToo() {
        assertThat(Balancer.names()).isEqualTo("murmur2, hash, reference-hash, crc32, round-robin, least-bytes");
        for (var balancer : Balancer.values()) {
            assertThat(Balancer.named(balancer.text())).contains(balancer);
            if (balancer.partitioner() != null) {
                assertThat(Balancer.named(balancer.partitioner().getName())).contains(balancer);
            }
        }
        assertThat(Balancer.named("sticky")).isEmpty();
    }

    private static int sent(Partitioner partitioner, int bytes) {
        return partitioner.partition(TOPIC, null, null, null, new byte[bytes], cluster(3));
    }

    private static int partition(Partitioner partitioner, @Nullable String key, int partitions) {
        var bytes = key == null ? null : key.getBytes(UTF_8);
        return partitioner.partition(TOPIC, bytes, bytes, null, null, cluster(partitions));
    }

    private static Partitioner instance(Balancer balancer) throws ReflectiveOperationException {
        return Objects.requireNonNull(balancer.partitioner())
                .getDeclaredConstructor()
                .newInstance();
    }

    private static Cluster cluster(int partitions) {
        var node = new Node(0, "broker", 9092);
        var nodes = new Node[] {node};
        return new Cluster(
                "cluster",
                List.of(node),
                IntStream.range(0, partitions)
                        .mapToObj(it -> new PartitionInfo(TOPIC, it, node, nodes, nodes))
                        .toList(),
                Set.of(),
                Set.of());
    }
}
