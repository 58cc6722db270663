package io.bisync.registry.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.event.EventHeaders;
import io.bisync.registry.Schema;
import io.bisync.registry.SchemaRegistry;
import io.bisync.registry.SubjectNames;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values by a schema that is registered when the first one goes to a topic; for {@code Outgoing.of} and for Kafka's
 * own producers.
 */
abstract class RegisteredSerializer<T> implements Serializer<T> {

    private final SchemaRegistry registry;
    private final SubjectNames names;
    private final String contentType;

    RegisteredSerializer(SchemaRegistry registry, SubjectNames names, String contentType) {
        this.registry = registry;
        this.names = names;
        this.contentType = contentType;
    }

    /** The value with its prefix. */
    abstract byte[] write(String topic, T value);

    final int id(String topic, String record, Schema schema) {
        return registry.register(names.of(topic, record), schema);
    }

    @Override
    public final byte @Nullable [] serialize(String topic, @Nullable T value) {
        return value == null ? null : write(topic, value);
    }

    @Override
    public final byte @Nullable [] serialize(String topic, Headers headers, @Nullable T value) {
        var written = serialize(topic, value);
        headers.remove(EventHeaders.CONTENT_TYPE);
        headers.add(EventHeaders.CONTENT_TYPE, contentType.getBytes(UTF_8));
        return written;
    }
}
