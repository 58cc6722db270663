package io.bisync.starrocks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadBody;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.LoadTimings;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.StreamLoad;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A StarRocks in memory for the tests of others: labels, their states, and primary key tables whose rows follow the
 * merge condition. {@link StreamLoadContract} holds it to what the real client does.
 */
public final class InMemoryStreamLoad implements StreamLoad {

    /** What the next load does instead of working. */
    public enum Fault {
        /** Refused for its rows, aborted. */
        REFUSED,
        /** Too busy; nothing was begun. */
        NOT_NOW,
        /** Set up wrongly; nothing was begun. */
        MISCONFIGURED,
        /** No answer, though the rows are in. */
        UNDECIDED_BUT_COMMITTED,
        /** No answer, and nothing is in. */
        UNDECIDED_AND_ABORTED,
        /** No answer, and nothing was ever begun. */
        UNDECIDED_AND_UNKNOWN,
        /** No answer, and the load is still running: {@link #finishRunning} ends it. */
        UNDECIDED_AND_RUNNING
    }

    private record Row(Map<String, JsonNode> values) {}

    private record Running(LoadRequest request, List<Map<String, JsonNode>> rows) {}

    private final Map<String, List<String>> keys = new HashMap<>();
    private final Map<String, Map<List<JsonNode>, Row>> tables = new HashMap<>();
    private final Map<LoadLabel, LabelState> labels = new LinkedHashMap<>();
    private final Map<LoadLabel, Running> running = new HashMap<>();
    private final List<LoadLabel> sent = new ArrayList<>();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private Predicate<Map<String, JsonNode>> bad = row -> false;
    private boolean reachable = true;

    /** Declares a primary key table. */
    public synchronized void table(String name, String... key) {
        keys.put(name, List.of(key));
        tables.put(name, new LinkedHashMap<>());
    }

    /** Lets the coming loads fail, one fault each. */
    public synchronized void next(Fault... coming) {
        faults.addAll(Arrays.asList(coming));
    }

    /** Refuses every load with such a row. */
    public synchronized void refuse(Predicate<Map<String, JsonNode>> rows) {
        bad = rows;
    }

    /** From now on nobody answers. */
    public synchronized void goAway() {
        reachable = false;
    }

    /** From now on StarRocks answers again. */
    public synchronized void comeBack() {
        reachable = true;
    }

    /** Ends all loads that are still running. */
    public synchronized void finishRunning() {
        running.forEach((label, load) -> {
            write(load.request(), load.rows());
            labels.put(label, LabelState.VISIBLE);
        });
        running.clear();
    }

    /** The rows of a table. */
    public synchronized List<Map<String, JsonNode>> rows(String table) {
        return tables.getOrDefault(table, Map.of()).values().stream()
                .map(Row::values)
                .toList();
    }

    /** The label of every request that came, repeats included. */
    public synchronized List<LoadLabel> sent() {
        return List.copyOf(sent);
    }

    @Override
    public synchronized LoadOutcome load(LoadRequest request) {
        var label = request.label();
        sent.add(label);
        if (!reachable) {
            return new LoadOutcome.NotNow(label, ErrorCode.UNREACHABLE.message("nobody answers"));
        }
        var state = state(label);
        if (state.isDurable()) {
            return new LoadOutcome.Committed(label, request.body().rows(), LoadTimings.NONE);
        }
        if (state == LabelState.PREPARE) {
            return new LoadOutcome.Undecided(label, ErrorCode.UNDECIDED.message("the label is in use"));
        }
        var fault = faults.poll();
        var body = bytes(request.body());
        return fault == null ? commit(request, body) : fail(fault, request, body);
    }

    @Override
    public synchronized LabelState state(LoadLabel label) {
        if (!reachable) {
            throw new StarRocksException(ErrorCode.UNREACHABLE, "nobody answers");
        }
        return labels.getOrDefault(label, LabelState.UNKNOWN);
    }

    @Override
    public synchronized void cancel(String table, LoadLabel label) {
        if (!reachable) {
            throw new StarRocksException(ErrorCode.UNREACHABLE, "nobody answers");
        }
        if (labels.replace(label, LabelState.PREPARE, LabelState.ABORTED)) {
            running.remove(label);
        }
    }

    private LoadOutcome commit(LoadRequest request, byte[] body) {
        var label = request.label();
        if (!keys.containsKey(request.table())) {
            return new LoadOutcome.Misconfigured(label, ErrorCode.TABLE_UNSUITABLE.message("unknown table"));
        }
        var rows = parse(request, body);
        if (rows == null || rows.stream().anyMatch(bad)) {
            return fail(Fault.REFUSED, request, body);
        }
        write(request, rows);
        labels.put(label, LabelState.VISIBLE);
        return new LoadOutcome.Committed(label, rows.size(), LoadTimings.NONE);
    }

    private LoadOutcome fail(Fault fault, LoadRequest request, byte[] body) {
        var label = request.label();
        return switch (fault) {
            case REFUSED -> {
                labels.put(label, LabelState.ABORTED);
                yield new LoadOutcome.Refused(
                        label, ErrorCode.ROWS_REFUSED.message("too many filtered rows"), "1 × a fault");
            }
            case NOT_NOW -> new LoadOutcome.NotNow(label, ErrorCode.TOO_MANY_VERSIONS.message("too many versions"));
            case MISCONFIGURED ->
                new LoadOutcome.Misconfigured(label, ErrorCode.TABLE_UNSUITABLE.message("unknown table"));
            case UNDECIDED_BUT_COMMITTED -> {
                commit(request, body);
                yield undecided(label);
            }
            case UNDECIDED_AND_ABORTED -> {
                labels.put(label, LabelState.ABORTED);
                yield undecided(label);
            }
            case UNDECIDED_AND_UNKNOWN -> undecided(label);
            case UNDECIDED_AND_RUNNING -> {
                labels.put(label, LabelState.PREPARE);
                var rows = parse(request, body);
                running.put(label, new Running(request, rows == null ? List.of() : rows));
                yield undecided(label);
            }
        };
    }

    private static LoadOutcome undecided(LoadLabel label) {
        return new LoadOutcome.Undecided(label, ErrorCode.UNDECIDED.message("the exchange broke off"));
    }

    private static @Nullable List<Map<String, JsonNode>> parse(LoadRequest request, byte[] body) {
        var rows = new ArrayList<Map<String, JsonNode>>();
        for (var line : new String(body, UTF_8).lines().toList()) {
            var json = Json.object(line);
            if (json.isEmpty()) {
                return null;
            }
            var row = new LinkedHashMap<String, JsonNode>();
            request.columns().forEach(column -> row.put(column, json.get().path(column)));
            rows.add(row);
        }
        return rows;
    }

    /** Within a load the last row of a key stays; against the table the greater or equal version does. */
    private void write(LoadRequest request, List<Map<String, JsonNode>> rows) {
        var table = tables.get(request.table());
        var key = keys.get(request.table());
        if (table == null || key == null) {
            return;
        }
        var latest = new LinkedHashMap<List<JsonNode>, Row>();
        rows.forEach(row -> latest.put(
                key.stream()
                        .map(column -> row.getOrDefault(column, MissingNode.getInstance()))
                        .toList(),
                new Row(row)));
        latest.forEach((id, row) -> table.merge(
                id, row, (old, loaded) -> version(loaded, request) >= version(old, request) ? loaded : old));
    }

    private static long version(Row row, LoadRequest request) {
        return Objects.requireNonNull(row.values().get(request.mergeCondition()))
                .asLong(0);
    }

    private static byte[] bytes(LoadBody body) {
        var out = new ByteArrayOutputStream();
        try {
            body.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (out.size() != body.length()) {
            throw new IllegalArgumentException("The body announces " + body.length() + " bytes and has " + out.size());
        }
        return out.toByteArray();
    }
}
