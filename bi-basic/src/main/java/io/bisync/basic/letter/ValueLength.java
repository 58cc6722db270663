package io.bisync.basic.letter;

import org.apache.kafka.common.serialization.Deserializer;

/** How long a value is, and nothing of what it says. */
public final class ValueLength implements Deserializer<Integer> {

    @Override
    public Integer deserialize(String topic, byte[] value) {
        return value == null ? 0 : value.length;
    }
}
