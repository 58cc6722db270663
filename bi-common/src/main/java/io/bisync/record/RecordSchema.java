package io.bisync.record;

import io.bisync.privacy.Privacy;
import io.bisync.table.Entity;
import io.bisync.table.EntityPlan;
import io.bisync.table.Envelope;

/**
 * The plan of an entity in the form in which reading uses it: made once an entity, and shared by all that read or redact its
 * records, on any thread.
 */
public final class RecordSchema {

    final Privacy privacy;
    final EntityPlan plan;
    final Envelope envelope;

    /** The object that a whole value is. */
    final ObjectSchema root;

    /** The object that the entity is; the same as {@link #root} where nothing is around it. */
    final ObjectSchema body;

    private final Entity entity;

    /** Of an entity, under the rules that it is under. */
    public RecordSchema(Entity entity) {
        this.entity = entity;
        this.privacy = entity.privacy();
        this.plan = entity.plan();
        this.envelope = plan.envelope();
        this.root = new ObjectSchema(plan.root());
        this.body = envelope.body() == null ? root : root.body();
    }

    public Entity entity() {
        return entity;
    }
}
