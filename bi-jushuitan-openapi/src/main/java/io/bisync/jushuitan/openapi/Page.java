package io.bisync.jushuitan.openapi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of entities, still in the bytes of the answer.
 *
 * @param answer the whole answer; the entities are slices of it
 * @param entities the entities in the order of the answer
 * @param hasNext whether the ERP has more
 * @param pages how many pages there are, where the ERP counted
 * @param total how many entities there are, where the ERP counted
 * @param companies the companies that the entities name; empty where they name none
 * @param asked when it was asked for, permits waited for
 */
@SuppressWarnings("ArrayRecordComponent") // an answer is megabytes: nobody copies or compares it
public record Page(
        byte[] answer,
        List<EntitySlice> entities,
        boolean hasNext,
        @Nullable Integer pages,
        @Nullable Long total,
        Set<String> companies,
        Instant asked) {

    public Page {
        entities = List.copyOf(entities);
        companies = Set.copyOf(companies);
    }

    /** A page whose entities name no company, asked for whenever. */
    public Page(
            byte[] answer, List<EntitySlice> entities, boolean hasNext, @Nullable Integer pages, @Nullable Long total) {
        this(answer, entities, hasNext, pages, total, Set.of(), Instant.EPOCH);
    }

    /** The same page, asked for then. */
    public Page askedAt(Instant when) {
        return new Page(answer, entities, hasNext, pages, total, companies, when);
    }

    /** The JSON of an entity, without a copy. */
    public ByteBuffer bytes(EntitySlice entity) {
        return ByteBuffer.wrap(answer, entity.from(), entity.to() - entity.from())
                .slice()
                .asReadOnlyBuffer();
    }

    /** The JSON of an entity, byte for byte as Jushuitan wrote it. */
    public String json(EntitySlice entity) {
        return new String(answer, entity.from(), entity.to() - entity.from(), StandardCharsets.UTF_8);
    }

    /** The same page with other entities of the same answer. */
    public Page with(List<EntitySlice> others) {
        return new Page(answer, others, hasNext, pages, total, companies, asked);
    }

    @Override
    public String toString() {
        return "Page[%d entities, hasNext=%s]".formatted(entities.size(), hasNext);
    }
}
