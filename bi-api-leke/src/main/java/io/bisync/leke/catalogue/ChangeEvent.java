package io.bisync.leke.catalogue;

import static io.bisync.table.ColumnType.DATETIME;

import io.bisync.table.Envelope;

/** Leke's change event, which is the same around every entity. */
final class ChangeEvent {

    private ChangeEvent() {}

    static Envelope of(String entity) {
        return Envelope.around("data")
                .account("tenant_id")
                .entity("entity", entity)
                .schemaVersion("schema_version", 1)
                .operation("op", "UPSERT", "DELETE")
                .key("entity_id")
                .version("version")
                .columns(DATETIME, "occurred_at", "emitted_at")
                .ignored("event_id", "event_type");
    }
}
