package io.bisync.loading.range;

import io.bisync.loading.Held;
import io.bisync.loading.Holds;
import io.bisync.loading.LoadingRules;
import io.bisync.record.RecordSchema;
import io.bisync.row.ChunkPool;
import io.bisync.table.Entity;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Opens the rows of ranges: with the topic's declaration, in memory that all of them share, knowing who is held. */
public final class RangeNormaliser {

    private final Map<String, RecordSchema> schemas;
    private final Holds holds;
    private final int rejectionLimit;
    private final ChunkPool memory;

    /** Takes the declaration of every topic. */
    public RangeNormaliser(Map<String, Entity> entities, Holds holds, LoadingRules rules) {
        this.schemas = entities.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> new RecordSchema(it.getValue())));
        this.holds = holds;
        this.rejectionLimit = rules.rejectionLimit();
        this.memory = new ChunkPool(rules.rangeBytes());
    }

    /** No rows yet of a range that begins there. */
    public RangeRows fresh(Range.Start start) {
        var accounts = AccountsInRange.fresh(start.partition(), start.rejectedBefore(), holds, rejectionLimit);
        return rows(start, accounts);
    }

    /** No rows yet of a range that was intended with these accounts held. */
    public RangeRows intended(Range.Start start, SortedMap<String, Held> held) {
        return rows(start, AccountsInRange.intended(start.partition(), start.rejectedBefore(), holds, held));
    }

    private RangeRows rows(Range.Start start, AccountsInRange accounts) {
        return RangeRows.of(accounts, schema(start.partition().topic()), memory);
    }

    /** A listener of a topic without one does not start: LoadingContract. */
    private RecordSchema schema(String topic) {
        return Objects.requireNonNull(schemas.get(topic), topic);
    }
}
