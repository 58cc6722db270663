package io.bisync.basic.run;

import io.bisync.basic.account.AccountKind;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.run.RunKind;
import io.bisync.run.RunRequest;
import java.util.EnumSet;
import java.util.Set;

/** Says what a run would be: which slices, and what they cost. */
class Planner {

    /** A run is cut into no more slices: it would be planned, listed and looked through for as long as it lasts. */
    static final int MOST_SLICES = 100_000;

    private static final Set<RunKind> WITH_CALLS = EnumSet.of(RunKind.HISTORY, RunKind.VERIFY, RunKind.REPAIR);

    private final Sources sources;
    private final WindowPlans windows;
    private final ReplayPlans replays;
    private final RedrivePlans redrives;

    Planner(Sources sources, WindowPlans windows, ReplayPlans replays, RedrivePlans redrives) {
        this.sources = sources;
        this.windows = windows;
        this.replays = replays;
        this.redrives = redrives;
    }

    /** The source that a run is of; refused where it would be asked and is none that is, or where it is not the caller's. */
    Source source(RunRequest request) {
        var source = sources.named(request.source());
        Caller.current().requireSource(source.text());
        if (WITH_CALLS.contains(request.kind()) && sources.kind(source) != AccountKind.APP) {
            throw new RefusedException(
                    Code.NEVER_ASKED,
                    "%s is never asked for anything: what Kafka has of it can be sent again (REPLAY, REDRIVE), nothing else"
                            .formatted(source));
        }
        return source;
    }

    Plans.Planned plan(RunRequest request) {
        var source = source(request);
        requireFitting(request);
        return switch (request.kind()) {
            case HISTORY, VERIFY, REPAIR -> windows.plan(source, request);
            case REPLAY -> replays.plan(source, request);
            case REDRIVE -> redrives.plan(source, request);
        };
    }

    /** What a kind does not know would be left out without a word. */
    private static void requireFitting(RunRequest request) {
        var kind = request.kind();
        refuse(request, "dry", request.onlyTells() && kind != RunKind.REPLAY);
        refuse(request, "topic", request.topic() != null && kind != RunKind.REPLAY);
        refuse(request, "offsets", request.offsets() != null && kind != RunKind.REPLAY);
        refuse(request, "deep", request.comparesAllRows() && kind != RunKind.VERIFY && kind != RunKind.REPAIR);
        refuse(request, "letters", request.letters() != null && kind != RunKind.REDRIVE);
        refuse(request, "again", request.again() && kind == RunKind.REPLAY);
    }

    private static void refuse(RunRequest request, String field, boolean stranger) {
        if (stranger) {
            throw new RefusedException(Code.INVALID, "%s is nothing of a run of %s".formatted(field, request.kind()));
        }
    }

    static void requireFew(long slices) {
        if (slices > MOST_SLICES) {
            throw new RefusedException(
                    Code.TOO_MANY_SLICES,
                    "That would be more than %,d slices: ask for a shorter time, fewer accounts or fewer entities"
                            .formatted(MOST_SLICES));
        }
    }
}
