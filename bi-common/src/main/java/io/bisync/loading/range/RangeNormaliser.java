package io.bisync.loading.range;

import io.bisync.loading.Holds;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.ValueFormats;
import io.bisync.loading.range.OffsetMetadata.Intent;
import io.bisync.record.RecordSchema;
import io.bisync.row.ChunkPool;
import io.bisync.table.Entity;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Opens the rows of ranges: with the topic's declaration, in memory that all of them share, knowing who is held. */
public final class RangeNormaliser {

    private final Map<String, RecordSchema> schemas;
    private final ValueFormats formats;
    private final Holds holds;
    private final int rejectionLimit;
    private final ChunkPool memory;

    /** Takes the declaration of every topic, whose values are plain JSON. */
    public RangeNormaliser(Map<String, Entity> entities, Holds holds, LoadingRules rules) {
        this(entities, _ -> null, holds, rules);
    }

    /** Takes the declaration of every topic, and what its values are written in. */
    public RangeNormaliser(Map<String, Entity> entities, ValueFormats formats, Holds holds, LoadingRules rules) {
        this.formats = formats;
        this.schemas = entities.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> new RecordSchema(it.getValue())));
        this.holds = holds;
        this.rejectionLimit = rules.rejectionLimit();
        this.memory = new ChunkPool(rules.rangeBytes());
    }

    /** No rows yet of a range that begins there. */
    public RangeRows fresh(Range.Start start) {
        var accounts = AccountsInRange.fresh(start.partition(), start.rejectedBefore(), holds, rejectionLimit);
        return rows(
                start, accounts, RangeValues.fresh(formats.of(start.partition().topic())));
    }

    /** No rows yet of a range that was intended: who was held then is held, and what was not read then is not read. */
    public RangeRows intended(Range.Start start, Intent intent) {
        return rows(
                start,
                AccountsInRange.intended(start.partition(), start.rejectedBefore(), holds, intent.held()),
                RangeValues.intended(formats.of(start.partition().topic()), intent.unread()));
    }

    private RangeRows rows(Range.Start start, AccountsInRange accounts, RangeValues values) {
        return RangeRows.of(accounts, schema(start.partition().topic()), values, memory);
    }

    /** A listener of a topic without one does not start: LoadingContract. */
    private RecordSchema schema(String topic) {
        return Objects.requireNonNull(schemas.get(topic), topic);
    }
}
