package io.bisync.basic.privacy;

import io.bisync.privacy.UnknownFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of fields of one source that no declaration knows, as its service told.
 *
 * @param unknownFields sealed, kept or dropped
 * @param sealingKey the id of the key they are sealed with
 * @param toldBy who told that
 * @param since when that was told first
 * @param allowed fields that are kept as they are
 */
record SourceRules(
        String source,
        UnknownFields unknownFields,
        @Nullable String sealingKey,
        String toldBy,
        Instant since,
        List<Allowed> allowed) {

    /** One of them, for example {@code jushuitan.order.items.craft_code}. */
    record Allowed(String field, String toldBy, Instant since) {}
}
