package io.bisync.leke.bridge;

import io.bisync.event.EventHeaders;
import io.bisync.event.Outgoing;
import io.bisync.loading.EntityTopic;
import io.bisync.once.store.EventId;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the events of one topic have to be. An event is read as loading reads its record, so that what would become a dead
 * letter is refused, with the same code.
 */
final class Contract {

    private static final int LONGEST_ID = 200;

    private final EntityTopic topic;
    private final RecordSchema schema;
    private final Queue<Reader> idle = new ConcurrentLinkedQueue<>();

    Contract(EntityTopic topic) {
        this.topic = topic;
        this.schema = new RecordSchema(topic.entity());
    }

    /** A reader is one thread's at a time; there are as many as events were ever read at once. */
    private record Reader(Normaliser normaliser, RangeBuffer rows) {}

    /**
     * An event that may be published.
     *
     * @param message what goes to Kafka
     * @param id names it among those of its tenant and topic
     * @param bytes names it together with its value
     */
    record Sound(Outgoing message, EventId id, EventId bytes) {}

    /** The event, checked; what is wrong with it is thrown. */
    Sound check(Sender sender, Incoming event) {
        if (!sender.source().equals(topic.entity().source())) {
            throw Refusal.ROLE
                    .because("The token is for source %s, and the topic is of %s"
                            .formatted(sender.source(), topic.entity().source()))
                    .thrown();
        }
        requireFit(event);
        var says = ContractFields.of(event.value());
        if (!says.tenant().equals(sender.tenant())) {
            throw Refusal.TENANT
                    .because("The token publishes events of tenant '%s', and tenant_id is another one"
                            .formatted(sender.tenant()))
                    .thrown();
        }
        requireSame("id", event.id(), "event_id", says.eventId());
        if (event.key() != null) {
            requireSame("key", event.key(), "<tenant_id>:<entity_id>", says.key());
        }
        return new Sound(
                message(event, says),
                EventId.of(topic.topic(), says.tenant(), says.eventId()),
                EventId.of(
                        topic.topic(),
                        says.tenant(),
                        says.eventId(),
                        HexFormat.of().formatHex(Sha256.of(event.value()))));
    }

    private Outgoing message(Incoming event, ContractFields says) {
        var message = Outgoing.bytes(topic.topic(), says.key().getBytes(StandardCharsets.UTF_8), event.value())
                .with(EventHeaders.CONTENT_TYPE, "application/json")
                .with("event-id", says.eventId())
                .with(
                        "schema-version",
                        String.valueOf(topic.entity().plan().envelope().schemaMajor()))
                .with(EventHeaders.TENANT, says.tenant());
        for (var header : event.headers().entrySet()) {
            message = message.with(header.getKey(), header.getValue());
        }
        return message;
    }

    private void requireFit(Incoming event) {
        var reader = idle.poll();
        if (reader == null) {
            reader = new Reader(new Normaliser(schema), new RangeBuffer(topic.entity()));
        }
        var record = new SourceRecord(topic.topic(), 0, 0, null, event.value(), null, null);
        var read = reader.normaliser().normalise(record, reader.rows());
        reader.rows().clear();
        idle.add(reader);
        if (read instanceof Normalised.Rejected rejected) {
            throw new Answer.Refused(Refusal.UNFIT, rejected.code(), rejected.message()).thrown();
        }
    }

    private static void requireSame(String outer, String said, String inner, String meant) {
        if (said.length() > LONGEST_ID && outer.equals("id")) {
            throw Refusal.CONTRADICTION
                    .because("The id has %d characters; %d are taken".formatted(said.length(), LONGEST_ID))
                    .thrown();
        }
        if (!said.equals(meant)) {
            throw Refusal.CONTRADICTION
                    .because("The event's %s is not the value's %s".formatted(outer, inner))
                    .thrown();
        }
    }
}
