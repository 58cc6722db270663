package io.bisync.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.support.LoggingProducerListener;

/** Sends records as they are to where they are set aside: loses nothing, and says within seconds what it could not send. */
public final class DeadLetterProducer implements AutoCloseable {

    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final KafkaTemplate<byte[], byte[]> template;

    /**
     * @param connection how to reach the brokers
     */
    public DeadLetterProducer(Map<String, Object> connection) {
        producers = new DefaultKafkaProducerFactory<>(settings(connection));
        template = new KafkaTemplate<>(producers);
        // What could not be published is not for the log either.
        var failures = new LoggingProducerListener<byte[], byte[]>();
        failures.setIncludeContents(false);
        template.setProducerListener(failures);
    }

    public void add(ProducerFactory.Listener<byte[], byte[]> listener) {
        producers.addListener(listener);
    }

    public KafkaOperations<byte[], byte[]> operations() {
        return template;
    }

    /**
     * Sets a record aside with its own bytes and headers and the reason: in {@code <topic>-dlt}, in the partition that it
     * came from. It returns when Kafka has the dead letter, and throws where Kafka has it not.
     */
    public DeadLetterPublishingRecoverer recoverer() {
        var recoverer = new DeadLetterPublishingRecoverer(
                template, (record, _) -> new TopicPartition(record.topic() + "-dlt", record.partition()));
        recoverer.setLogRecoveryRecord(false);
        // A stack is long, and may quote what the record says a second time.
        recoverer.excludeHeader(HeadersToAdd.EX_STACKTRACE);
        return recoverer;
    }

    @EventListener
    void begin(Admitted again) {
        producers.reset();
    }

    @Override
    public void close() {
        producers.destroy();
    }

    private static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> all = new HashMap<>(connection);
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 * 1024 * 1024);
        all.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return all;
    }
}
