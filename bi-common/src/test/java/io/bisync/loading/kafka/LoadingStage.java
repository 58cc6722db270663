package io.bisync.loading.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.event.EventHeaders;
import io.bisync.loading.partition.PartitionStatus;
import io.bisync.loading.range.TinyOrders;
import io.bisync.loading.report.LoadingEndpoint;
import io.bisync.starrocks.http.InMemoryStreamLoad;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.ConfigurableApplicationContext;

/** A topic of its own on the shared broker, a StarRocks in memory, and the members of the group that loads. */
final class LoadingStage implements AutoCloseable {

    final LoadingBroker broker = LoadingBroker.shared();
    final InMemoryStreamLoad starRocks = new InMemoryStreamLoad();
    final String topic;
    private final List<ConfigurableApplicationContext> members = new ArrayList<>();

    LoadingStage(String topic) throws Exception {
        this.topic = topic;
        broker.create(topic, Map.of());
        starRocks.table("ods_tiny_order", "account_id", "id");
        starRocks.table("ods_tiny_order_item", "account_id", "id", "item");
    }

    ConfigurableApplicationContext start(String... properties) {
        var member = LoadingService.start(broker.kafka.bootstrapServers(), starRocks, topic, properties);
        members.add(member);
        return member;
    }

    void stop(ConfigurableApplicationContext member) {
        member.close();
        members.remove(member);
    }

    /** Writes a record that fits to this partition. */
    void produce(TopicPartition partition, int id) throws Exception {
        var message = new ProducerRecord<>(
                partition.topic(), partition.partition(), TinyOrders.key(id), TinyOrders.order(id, 1));
        message.headers().add(EventHeaders.ACCOUNT, "7".getBytes(UTF_8));
        broker.send(List.of(message));
    }

    /** Writes so many records that fit, with ids from the first on. */
    void produce(int from, int count) throws Exception {
        broker.send(messages(from, count));
    }

    List<ProducerRecord<byte[], byte[]>> messages(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(id -> message(TinyOrders.key(id), TinyOrders.order(id, 1)))
                .toList();
    }

    RecordMetadata send(byte[] key, byte[] value) throws Exception {
        return broker.send(List.of(message(key, value))).getFirst();
    }

    void loads(int orders) {
        LoadingBroker.await("all rows")
                .untilAsserted(
                        () -> assertThat(starRocks.rows("ods_tiny_order")).hasSize(orders));
        committedEverything();
    }

    void committedEverything() {
        LoadingBroker.await("offsets").untilAsserted(() -> assertThat(behind()).isZero());
    }

    /** How many partitions have records that are not committed. */
    long behind() throws Exception {
        return broker.behind(topic, LoadingService.group(topic));
    }

    Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
        return broker.committed(LoadingService.group(topic));
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return broker.deadLetters(topic);
    }

    double count(ConfigurableApplicationContext member, String meter, String... tags) {
        return member.getBean(MeterRegistry.class).find(meter).tag("topic", topic).tags(tags).counters().stream()
                .mapToDouble(it -> it.count())
                .sum();
    }

    static List<PartitionStatus.State> states(ConfigurableApplicationContext member) {
        return status(member).stream().map(PartitionStatus::state).toList();
    }

    /** The codes that {@code /actuator/loading} shows. */
    static List<String> failures(ConfigurableApplicationContext member) {
        return member.getBean(LoadingEndpoint.class).loading().groups().values().stream()
                .flatMap(Collection::stream)
                .map(PartitionStatus::failure)
                .flatMap(it -> Optional.ofNullable(it).stream())
                .map(it -> it.kind().code())
                .distinct()
                .toList();
    }

    static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name)).map(it -> new String(it.value(), UTF_8));
    }

    @Override
    public void close() {
        members.forEach(ConfigurableApplicationContext::close);
    }

    private static List<PartitionStatus> status(ConfigurableApplicationContext member) {
        return member.getBean(LoadingConsumer.class).status().values().stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private ProducerRecord<byte[], byte[]> message(byte[] key, byte[] value) {
        var message = new ProducerRecord<>(topic, key, value);
        message.headers().add(EventHeaders.ACCOUNT, "7".getBytes(UTF_8));
        return message;
    }
}
