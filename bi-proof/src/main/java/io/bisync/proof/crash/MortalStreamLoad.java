package io.bisync.proof.crash;

import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import java.util.regex.Pattern;

/** StarRocks of a worker that may die before a load; what dies on the wire learns nothing any more. */
record MortalStreamLoad(StreamLoad streamLoad, Mortality mortality, Lie lie) implements StreamLoad {

    private static final Pattern PART = Pattern.compile(".*-\\d+-\\d+-s(-x[0-9a-f]+)?");

    @Override
    public LoadOutcome load(LoadRequest request) {
        mortality.live();
        mortality.at(PART.matcher(request.label().value()).matches() ? CrashPoint.C13 : CrashPoint.C03);
        var outcome = streamLoad.load(lie.told(request));
        mortality.live();
        return outcome;
    }

    @Override
    public LabelState state(LoadLabel label) {
        mortality.live();
        var state = streamLoad.state(label);
        mortality.live();
        return state;
    }
}
