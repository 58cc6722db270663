package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message that is no record of an ERP. It never changes; each method gives another:
 * {@code Outgoing.json("carrier.label", "7:38852", label).as("io.carrier.label.printed")}.
 *
 * @param topic where to
 * @param key records of one key keep their order; null where there is none
 * @param content what becomes its value
 * @param headers by name, beside those that come of {@code type} and of the thread's observation
 * @param type the CloudEvents type; null for a message that is no CloudEvent
 * @param id the CloudEvents id, which a repeat has too; null for one of its own
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes go to Kafka as they are; nobody compares messages
public record Outgoing(
        String topic,
        byte @Nullable [] key,
        Content content,
        Map<String, String> headers,
        @Nullable String type,
        @Nullable String id) {

    /** Gives a message its value, null for that of a deleted key, and may add headers. */
    @FunctionalInterface
    public interface Content {
        byte @Nullable [] write(Headers headers, JsonMapper json);
    }

    public Outgoing {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Bytes as they are. */
    public static Outgoing bytes(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        return new Outgoing(topic, key, (_, _) -> value, Map.of(), null, null);
    }

    /** A record, a map, or whatever else the application's Jackson writes as JSON. */
    public static Outgoing json(String topic, @Nullable String key, @Nullable Object value) {
        return new Outgoing(
                topic,
                utf8(key),
                (headers, json) -> {
                    EventHeaders.addJson(headers);
                    return value == null ? null : json.writeValueAsBytes(value);
                },
                Map.of(),
                null,
                null);
    }

    /** A value in a format of its own. */
    public static <T> Outgoing of(String topic, @Nullable String key, T value, Serializer<? super T> format) {
        return new Outgoing(
                topic, utf8(key), (headers, _) -> format.serialize(topic, headers, value), Map.of(), null, null);
    }

    /** The same as a CloudEvent: with its source, the time it is published, and an id. */
    public Outgoing as(String cloudEventType) {
        return new Outgoing(topic, key, content, headers, cloudEventType, id);
    }

    /** The same under an id of the caller's. */
    public Outgoing withId(String cloudEventId) {
        return new Outgoing(topic, key, content, headers, type, cloudEventId);
    }

    /** The same with a header more, or in place of the one of that name. */
    public Outgoing with(String header, String text) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, text);
        return new Outgoing(topic, key, content, more, type, id);
    }

    /** Without key and value, which are not for logs. */
    @Override
    public String toString() {
        return "Outgoing[to " + topic + (type == null ? "" : ", " + type) + "]";
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }
}
