package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.LoadTimings;
import io.bisync.starrocks.StreamLoad;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A StarRocks that answers as it is told, and with success when it is told nothing. */
public final class ScriptedStreamLoad implements StreamLoad {

    public final List<LoadRequest> sent = new ArrayList<>();
    public final List<String> asked = new ArrayList<>();
    public final Map<LoadLabel, LabelState> states = new HashMap<>();
    final Map<String, String> bodies = new HashMap<>();
    public final Deque<Function<LoadLabel, LoadOutcome>> next = new ArrayDeque<>();

    private @Nullable Pattern bad;
    private int left = Integer.MAX_VALUE;
    private final Map<String, List<String>> rows = new HashMap<>();

    /** Refuses every load with such a row and aborts it. */
    public void refuse(String row) {
        bad = Pattern.compile(row);
    }

    /** Answers so many loads, then asks for a pause. */
    public void failAfter(int loads) {
        left = loads;
    }

    /** The rows that were committed to a table, repeats included. */
    List<String> loaded(String table) {
        return rows.getOrDefault(table, List.of());
    }

    @Override
    public LoadOutcome load(LoadRequest request) {
        sent.add(request);
        var body = body(request);
        bodies.put(request.table(), body);
        left--;
        if (left < 0) {
            return new LoadOutcome.NotNow(request.label(), "busy");
        }
        if (bad != null && bad.matcher(body).find()) {
            states.put(request.label(), LabelState.ABORTED);
            return new LoadOutcome.Refused(request.label(), "BI-SR-03 too many filtered rows", "the test says so");
        }
        var script = next.poll();
        if (script != null) {
            return script.apply(request.label());
        }
        states.put(request.label(), LabelState.VISIBLE);
        rows.computeIfAbsent(request.table(), _ -> new ArrayList<>())
                .addAll(body.lines().toList());
        return new LoadOutcome.Committed(request.label(), request.body().rows(), LoadTimings.NONE);
    }

    @Override
    public LabelState state(LoadLabel label) {
        asked.add(label.value());
        return states.getOrDefault(label, LabelState.UNKNOWN);
    }

    /** What is prepared for its second phase cannot be cancelled. */
    @Override
    public void cancel(String table, LoadLabel label) {
        states.replace(label, LabelState.PREPARE, LabelState.ABORTED);
    }

    private static String body(LoadRequest request) {
        var out = new ByteArrayOutputStream();
        try {
            request.body().writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(UTF_8);
    }
}
