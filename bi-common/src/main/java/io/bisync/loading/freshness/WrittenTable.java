package io.bisync.loading.freshness;

import io.bisync.account.SourceStatus;
import io.bisync.loading.LoadPrecondition;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import io.bisync.table.Lineage;
import io.bisync.table.Table;
import io.bisync.time.ShanghaiTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one source in one of the tables, as far as it is known what they are. Only what differs is written, in one
 * load. Whoever is not sure forgets: then the table is asked which rows it has, and all are written again. That is harmless,
 * as every answer of bi-basic has a version of its own and the newest one stays, whatever comes in which order.
 */
final class WrittenTable {

    private static final Map<String, @Nullable Object> UNKNOWN = Map.of();

    private final Table table;
    private final String source;
    private final String labels;
    private final Function<String, List<List<@Nullable Object>>> sql;
    private final StreamLoad streamLoad;
    private final LoadPrecondition gate;
    private @Nullable Map<List<String>, Map<String, @Nullable Object>> written;

    /** @param labels what the labels of its loads begin with */
    WrittenTable(
            Table table,
            String source,
            String labels,
            Function<String, List<List<@Nullable Object>>> sql,
            StreamLoad streamLoad,
            LoadPrecondition gate) {
        this.table = table;
        this.source = source;
        this.labels = labels;
        this.sql = sql;
        this.streamLoad = streamLoad;
        this.gate = gate;
    }

    void forget() {
        written = null;
    }

    /**
     * Makes the table hold these rows of the source and no others.
     *
     * @return how many were written
     * @throws NotWrittenException when that is not sure
     */
    int write(List<StatusRow> rows, SourceStatus told) {
        var known = written == null ? asked() : written;
        var now = new HashMap<List<String>, Map<String, @Nullable Object>>();
        var lines = new ArrayList<Map<String, @Nullable Object>>();
        for (var row : rows) {
            now.put(row.key(), row.values());
            if (!row.values().equals(known.get(row.key()))) {
                lines.add(line(row.key(), row.values(), false, told));
            }
        }
        var gone = new HashSet<>(known.keySet());
        gone.removeAll(now.keySet());
        gone.forEach(key -> lines.add(line(key, Map.of(), true, told)));
        if (!lines.isEmpty()) {
            load(lines, told.version());
        }
        written = now;
        return lines.size();
    }

    /** Which rows there are, and nothing of what they hold. */
    private Map<List<String>, Map<String, @Nullable Object>> asked() {
        var known = new HashMap<List<String>, Map<String, @Nullable Object>>();
        sql.apply("SELECT %s FROM %s WHERE source = '%s' AND is_deleted = FALSE"
                        .formatted(String.join(", ", table.key()), table.name(), source))
                .forEach(row -> known.put(row.stream().map(Objects::toString).toList(), UNKNOWN));
        return known;
    }

    private Map<String, @Nullable Object> line(
            List<String> key, Map<String, @Nullable Object> values, boolean deleted, SourceStatus told) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < key.size(); i++) {
            line.put(table.key().get(i), key.get(i));
        }
        line.putAll(values);
        line.put("written_at", ShanghaiTime.seconds(told.at()));
        line.put(Lineage.VERSION.name(), told.version());
        line.put(Lineage.DELETED.name(), deleted);
        return line;
    }

    private void load(List<Map<String, @Nullable Object>> lines, long version) {
        var label = new LoadLabel(labels + "-v" + version);
        var request =
                new LoadRequest(label, table.name(), table.columnNames(), Lineage.VERSION.name(), JsonRows.of(lines));
        var objection = gate.objection(request);
        var outcome = objection == null ? streamLoad.load(request) : objection;
        if (!(outcome instanceof LoadOutcome.Committed)) {
            forget();
            throw new NotWrittenException(table.name(), outcome, objection != null);
        }
    }
}
