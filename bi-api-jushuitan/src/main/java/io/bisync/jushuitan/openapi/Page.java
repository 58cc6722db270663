package io.bisync.jushuitan.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of entities, still in the bytes of the answer.
 *
 * @param answer the whole answer; the entities are slices of it
 * @param entities the entities in the order of the answer
 * @param hasNext whether the ERP has more
 * @param pages how many pages there are, where the ERP counted
 * @param total how many entities there are, where the ERP counted
 */
@SuppressWarnings("ArrayRecordComponent") // an answer is megabytes: nobody copies or compares it
public record Page(
        byte[] answer,
        List<Slice> entities,
        boolean hasNext,
        @Nullable Integer pages,
        @Nullable Long total) {

    public Page {
        entities = List.copyOf(entities);
    }

    @Override
    public String toString() {
        return "Page[%d entities, hasNext=%s]".formatted(entities.size(), hasNext);
    }
}
