package io.bisync.proof.crash.member;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** StarRocks of a worker that may die before a load; what dies on the wire learns nothing any more. */
final class KillableStreamLoad implements StreamLoad {

    private static final Pattern PART = Pattern.compile(".*-\\d+-\\d+-s(-x[0-9a-f]+)?");

    private final StreamLoad streamLoad;
    private final KillSwitch killSwitch;
    private final Mutation mutation;
    /** A liar asks for what it sent last. */
    private final Map<LoadLabel, LoadLabel> told = new ConcurrentHashMap<>();

    KillableStreamLoad(StreamLoad streamLoad, KillSwitch killSwitch, Mutation mutation) {
        this.streamLoad = streamLoad;
        this.killSwitch = killSwitch;
        this.mutation = mutation;
    }

    @Override
    public LoadOutcome load(LoadRequest request) {
        killSwitch.live();
        killSwitch.at(PART.matcher(request.label().value()).matches() ? CrashPoint.C13 : CrashPoint.C03);
        var sent = mutation.told(request);
        told.put(request.label(), sent.label());
        var outcome = streamLoad.load(sent);
        killSwitch.live();
        return outcome;
    }

    @Override
    public LabelState state(LoadLabel label) {
        killSwitch.live();
        var state = streamLoad.state(told.getOrDefault(label, label));
        killSwitch.live();
        return state;
    }

    @Override
    public void cancel(String table, LoadLabel label) {
        killSwitch.live();
        streamLoad.cancel(table, told.getOrDefault(label, label));
        killSwitch.live();
    }
}
