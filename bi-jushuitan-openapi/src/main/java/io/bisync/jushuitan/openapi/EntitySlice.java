package io.bisync.jushuitan.openapi;

import org.jspecify.annotations.Nullable;

/**
 * One entity inside an answer: where its bytes stand, and the three values a pull needs of it.
 *
 * @param from where the entity's JSON begins in the answer
 * @param to where it ends
 * @param id the entity's key; null where the answer has none
 * @param ts the row version, the highest number there is where it is beyond that; null where the answer has none that can be read
 * @param modified when the ERP changed it, as the ERP writes it; null where the answer does not say it
 */
public record EntitySlice(
        int from,
        int to,
        @Nullable String id,
        @Nullable Long ts,
        @Nullable String modified) {

    /** The same entity under another version. */
    public EntitySlice under(@Nullable Long version) {
        return new EntitySlice(from, to, id, version, modified);
    }
}
