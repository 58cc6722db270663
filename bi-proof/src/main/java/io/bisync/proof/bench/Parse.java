package io.bisync.proof.bench;

import io.bisync.event.EventHeaders;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.table.Entity;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The product's normaliser over every poll, partition by partition; its rows are thrown away. */
final class Parse {

    private final Entity entity;

    private Parse(Entity entity) {
        this.entity = entity;
    }

    static void run(Task task, Stretch stretch) throws Exception {
        Loop.run(task, stretch, new Parse(Service.orders())::normalise);
    }

    private Loop.Sent normalise(ConsumerRecords<byte[], byte[]> polled) {
        long rows = 0;
        long bytes = 0;
        for (var partition : polled.partitions()) {
            var rangeBuffer = new RangeBuffer(entity);
            var normaliser = new Normaliser(new RecordSchema(entity));
            for (var record : polled.records(partition)) {
                if (!(normaliser.normalise(source(record), rangeBuffer) instanceof Normalised.Rows)) {
                    throw new IllegalStateException("Offset " + record.offset() + " does not fit");
                }
            }
            for (var table : rangeBuffer.tables()) {
                rows += table.rows();
                bytes += table.bytes();
            }
        }
        return new Loop.Sent(0, rows, bytes);
    }

    private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                EventHeaders.account(record.headers()),
                EventHeaders.version(record.headers()));
    }
}
