package io.bisync.event;

import io.bisync.kafka.Admitted;
import io.bisync.kafka.KafkaClients;
import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.CompositeProducerInterceptor;
import org.springframework.kafka.support.LoggingProducerListener;

/** The producer of events: it sends bytes, loses nothing, and is not the application's own. */
public final class EventProducer implements DisposableBean {

    private static final Map<String, Object> FIXED = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class);

    private static final int SMALLEST_LIMIT = 1024 * 1024;

    /** A killed process keeps readers of what is committed waiting for as long as this. */
    private static final int TRANSACTION_MILLIS = 15_000;

    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final CompositeProducerInterceptor<byte[], byte[]> interceptors;
    private final KafkaTemplate<byte[], byte[]> template;

    EventProducer(
            KafkaClients clients,
            List<TopicDeclaration> topics,
            List<ProducerInterceptor<byte[], byte[]>> interceptors) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of a generic type
        ProducerInterceptor<byte[], byte[]>[] all = interceptors.toArray(new ProducerInterceptor[0]);
        this.interceptors = new CompositeProducerInterceptor<>(all);
        settings = new HashMap<>(clients.producer(FIXED));
        settings.putAll(FIXED);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A page that cannot be published is published again by its caller.
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        // A producer refuses more than 1 MB by itself, whatever the topics take.
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largest(topics));
        producers = new DefaultKafkaProducerFactory<>(settings);
        template = template(producers);
    }

    KafkaTemplate<byte[], byte[]> template(ProducerFactory<byte[], byte[]> producers) {
        var template = new KafkaTemplate<>(producers);
        template.setProducerInterceptor(interceptors);
        // What could not be published is not for the log either.
        var failures = new LoggingProducerListener<byte[], byte[]>();
        failures.setIncludeContents(false);
        template.setProducerListener(failures);
        return template;
    }

    /** The same for transactions under an id. It makes one producer, ever: its successor is not to be shut out by another. */
    DefaultKafkaProducerFactory<byte[], byte[]> transactional(String id) {
        Map<String, Object> all = new HashMap<>(settings);
        all.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        var one = new DefaultKafkaProducerFactory<byte[], byte[]>(all);
        one.setTransactionIdPrefix(id);
        one.setTransactionIdSuffixStrategy(new OneProducer());
        one.setPhysicalCloseTimeout((int) PATIENCE_AT_CLOSE.toSeconds());
        producers.getListeners().forEach(one::addListener);
        return one;
    }

    /** For whoever sends records that are no events of an ERP. */
    public KafkaOperations<byte[], byte[]> operations() {
        return template;
    }

    void add(ProducerFactory.Listener<byte[], byte[]> listener) {
        producers.addListener(listener);
    }

    @EventListener
    void begin(Admitted again) {
        producers.reset();
    }

    @Override
    public void destroy() {
        producers.destroy();
    }

    private static int largest(List<TopicDeclaration> topics) {
        var largest = topics.stream()
                .mapToLong(TopicDeclaration::largestDeadLetter)
                .max()
                .orElse(0);
        return Math.max(SMALLEST_LIMIT, Math.toIntExact(largest));
    }
}
