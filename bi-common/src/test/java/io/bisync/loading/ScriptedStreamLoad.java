package io.bisync.loading;

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

/** A StarRocks that answers as it is told, and with success when it is told nothing. */
final class ScriptedStreamLoad implements StreamLoad {

    final List<LoadRequest> sent = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final Map<LoadLabel, LabelState> states = new HashMap<>();
    final Map<String, String> bodies = new HashMap<>();
    final Deque<Function<LoadLabel, LoadOutcome>> next = new ArrayDeque<>();

    @Override
    public LoadOutcome load(LoadRequest request) {
        sent.add(request);
        bodies.put(request.table(), body(request));
        var script = next.poll();
        if (script != null) {
            return script.apply(request.label());
        }
        states.put(request.label(), LabelState.VISIBLE);
        return new LoadOutcome.Committed(request.label(), request.body().rows(), LoadTimings.NONE);
    }

    @Override
    public LabelState state(LoadLabel label) {
        asked.add(label.value());
        return states.getOrDefault(label, LabelState.UNKNOWN);
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
