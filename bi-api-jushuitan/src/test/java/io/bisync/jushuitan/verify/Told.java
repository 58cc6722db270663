package io.bisync.jushuitan.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.event.Event;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.row.TableRows;
import io.bisync.run.Finding;
import io.bisync.run.work.PageSink;
import io.bisync.table.Entity;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Loads what is published at once, and keeps what is told. */
final class Told implements PageSink {

    private final Entity entity;
    private final Consumer<TableRows> tables;
    List<Finding> found = List.of();
    int calls;
    long rows;

    Told(Entity entity, Consumer<TableRows> tables) {
        this.entity = entity;
        this.tables = tables;
    }

    @Override
    public void publish(String topic, List<Event> events, @Nullable String cursor, long expected, int since) {
        var buffer = new RangeBuffer(entity);
        var normaliser = new Normaliser(new RecordSchema(entity));
        for (var event : events) {
            var key = (event.account() + ":" + event.id()).getBytes(UTF_8);
            assertThat(normaliser.normalise(
                            new SourceRecord(topic, 0, 0, key, event.value(), event.account(), event.version()),
                            buffer))
                    .isInstanceOf(Normalised.Rows.class);
        }
        buffer.tables().forEach(tables);
    }

    @Override
    public void send(
            List<ProducerRecord<byte[], byte[]>> records,
            @Nullable String cursor,
            long expected,
            List<Finding> findings) {
        throw new UnsupportedOperationException("Nothing that asks an ERP copies records");
    }

    @Override
    public void tell(long compared, @Nullable String cursor, long expected, int since, List<Finding> findings) {
        rows += compared;
        calls += since;
        found = findings;
    }

    @Override
    public void await(Duration duration) {
        // Everything is loaded at once.
    }
}
