package io.bisync.proof.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A process that handles records, and writes down what it did before its method returns. */
final class LaneMember {

    static final String HANDLED = ".handled";
    static final Duration SESSION = Duration.ofSeconds(6);

    private static final int LONGEST_WORK = 40;

    private LaneMember() {}

    /**
     * Works until it is killed.
     *
     * @param arguments the brokers, the topic, the group's protocol, how it handles, and the name of its transactions
     */
    public static void main(String... arguments) {
        var brokers = arguments[0];
        var topic = arguments[1];
        var protocol = arguments[2];
        var handling = Handling.valueOf(arguments[3]);
        var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", brokers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        var settings = new HashMap<String, Object>(Map.of(
                "bi.lanes.workers",
                8,
                "bi.lanes.bound",
                200,
                // Shorter than the work: a partition that goes leaves records at work behind.
                "bi.lanes.drain",
                "1ms",
                "bi.kafka.consumer[max.poll.records]",
                50,
                "bi.kafka.consumer[group.protocol]",
                protocol,
                "logging.level.root",
                "warn",
                "logging.level.io.bisync.lane",
                "info"));
        if (protocol.equals("classic")) {
            settings.put("bi.kafka.consumer[session.timeout.ms]", SESSION.toMillis());
        }
        if (handling == Handling.EXACTLY_ONCE) {
            settings.putAll(Map.of(
                    "bi.handlers.listeners.worked.delivery",
                    "exactly-once",
                    "spring.kafka.producer.transaction-id-prefix",
                    "lanes." + arguments[4] + ".",
                    "spring.kafka.producer.key-serializer",
                    ByteArraySerializer.class.getName(),
                    "spring.kafka.producer.value-serializer",
                    ByteArraySerializer.class.getName()));
        }
        var _ = Worked.start(brokers, topic, handling.factory(), 1, settings, (record, transactional) -> {
            if (handling == Handling.EXACTLY_ONCE) {
                var _ = transactional.send(topic + HANDLED, record.key(), record.value());
            }
            var number = Integer.parseInt(new String(record.value(), UTF_8));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1 + number * 31L % LONGEST_WORK));
            if (handling == Handling.EXACTLY_ONCE) {
                return;
            }
            try {
                producer.send(new ProducerRecord<>(topic + HANDLED, record.key(), record.value()))
                        .get();
            } catch (ExecutionException unknown) {
                throw new IllegalStateException(unknown);
            }
        });
    }
}
