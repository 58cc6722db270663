package io.bisync.proof.crash;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** StarRocks of a worker that may die before a load; what dies on the wire learns nothing any more. */
final class MortalStreamLoad implements StreamLoad {

    private static final Pattern PART = Pattern.compile(".*-\\d+-\\d+-s(-x[0-9a-f]+)?");

    private final StreamLoad streamLoad;
    private final Mortality mortality;
    private final Lie lie;
    /** A liar asks for what it sent last. */
    private final Map<LoadLabel, LoadLabel> told = new ConcurrentHashMap<>();

    MortalStreamLoad(StreamLoad streamLoad, Mortality mortality, Lie lie) {
        this.streamLoad = streamLoad;
        this.mortality = mortality;
        this.lie = lie;
    }

    @Override
    public LoadOutcome load(LoadRequest request) {
        mortality.live();
        mortality.at(PART.matcher(request.label().value()).matches() ? CrashPoint.C13 : CrashPoint.C03);
        var sent = lie.told(request);
        told.put(request.label(), sent.label());
        var outcome = streamLoad.load(sent);
        mortality.live();
        return outcome;
    }

    @Override
    public LabelState state(LoadLabel label) {
        mortality.live();
        var state = streamLoad.state(told.getOrDefault(label, label));
        mortality.live();
        return state;
    }

    @Override
    public void cancel(String table, LoadLabel label) {
        mortality.live();
        streamLoad.cancel(table, told.getOrDefault(label, label));
        mortality.live();
    }
}
