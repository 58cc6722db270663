package io.bisync.leke.bridge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as it came through a door.
 *
 * @param topic where it is to go
 * @param id as the envelope around it says it: the attribute {@code id} of a CloudEvent, the field of a message
 * @param key of the record; null where nobody says it
 * @param value as it goes to Kafka
 * @param headers of the record, by name: what the door passes on
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Incoming(String topic, String id, @Nullable String key, byte[] value, Map<String, String> headers) {

    @Override
    public String toString() {
        return "Incoming[to " + topic + "]";
    }
}
