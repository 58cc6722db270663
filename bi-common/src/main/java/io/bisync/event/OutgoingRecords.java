package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes of messages what Kafka takes.
 *
 * @param json writes what is to be JSON
 * @param application the source of CloudEvents
 * @param clock their time
 */
record OutgoingRecords(JsonMapper json, String application, InstantSource clock) {

    ProducerRecord<byte[], byte[]> of(Outgoing message) {
        var headers = new RecordHeaders();
        var value = message.content().write(headers, json);
        if (message.type() != null) {
            EventHeaders.writeCloudEvent(
                    message.id() == null ? UUID.randomUUID().toString() : message.id(),
                    "/" + application,
                    message.type(),
                    clock.instant(),
                    headers);
        }
        message.headers().forEach((name, text) -> {
            headers.remove(name);
            headers.add(name, text.getBytes(UTF_8));
        });
        return new ProducerRecord<>(message.topic(), null, null, message.key(), value, headers);
    }
}
