package io.bisync.proof.probe;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record stands. */
public record Place(String topic, int partition, long offset) {

    public static Place of(ConsumerRecord<?, ?> record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
