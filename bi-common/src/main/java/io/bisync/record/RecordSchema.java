package io.bisync.record;

import io.bisync.table.EntityPlan;
import io.bisync.table.Envelope;

/** The plan of an entity in the form in which reading uses it. */
final class RecordSchema {

    final EntityPlan plan;
    final Envelope envelope;

    /** The object that a whole value is. */
    final ObjectSchema root;

    /** The object that the entity is; the same as {@link #root} where nothing is around it. */
    final ObjectSchema body;

    RecordSchema(EntityPlan plan) {
        this.plan = plan;
        this.envelope = plan.envelope();
        this.root = new ObjectSchema(plan.root());
        this.body = envelope.body() == null ? root : root.body();
    }
}
