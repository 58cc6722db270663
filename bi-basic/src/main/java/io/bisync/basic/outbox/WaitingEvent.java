package io.bisync.basic.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.event.EventHeaders;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An event of the table; published more than once, it has the same id.
 *
 * @param number its place in the order of its key
 * @param id the CloudEvents id
 */
record WaitingEvent(long number, String id, String topic, String key, String type, String body, Instant at) {

    ProducerRecord<byte[], byte[]> message() {
        var message = new ProducerRecord<byte[], byte[]>(topic, key.getBytes(UTF_8), body.getBytes(UTF_8));
        add(message, EventHeaders.SPEC_VERSION, "1.0");
        add(message, EventHeaders.ID, id);
        add(message, EventHeaders.SOURCE, "bi-basic");
        add(message, EventHeaders.TYPE, type);
        add(message, EventHeaders.SUBJECT, key);
        add(message, EventHeaders.TIME, at.toString());
        add(message, EventHeaders.CONTENT_TYPE, "application/json");
        return message;
    }

    private static void add(ProducerRecord<byte[], byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(UTF_8));
    }
}
