package io.bisync.basic.run;

import io.bisync.account.api.RunApi;
import io.bisync.basic.account.Sources;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.RunStatus;
import io.bisync.run.SliceState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs over REST: read by everyone, begun and steered by jobs and administrators. */
@RestController
@Tag(name = "Runs", description = "Everything that is loaded again: plans, runs, their slices, what is loaded")
class RunResource implements RunApi {

    record RunPage(List<RunStatus> runs) {}

    record SlicePage(List<SliceLine> slices) {}

    private final StoredRuns runs;
    private final RunStatuses statuses;
    private final SliceLines lines;
    private final Sources sources;

    RunResource(StoredRuns runs, RunStatuses statuses, SliceLines lines, Sources sources) {
        this.runs = runs;
        this.statuses = statuses;
        this.lines = lines;
        this.sources = sources;
    }

    @Override
    @Operation(operationId = "planRun", summary = "What a run would do and cost; nothing begins")
    @Refuses({
        Code.NO_ACCOUNT,
        Code.DISABLED,
        Code.OTHER_SOURCE,
        Code.NEVER_ASKED,
        Code.NOTHING_OFFERED,
        Code.NOT_LOADABLE,
        Code.NOT_REPLAYABLE,
        Code.NO_TOPIC,
        Code.NOTHING_TO_SEND,
        Code.NOT_SENDABLE,
        Code.KAFKA_DOWN,
        Code.TOO_MANY_SLICES
    })
    public RunPlan plan(RunRequest request) {
        return runs.plan(request);
    }

    @Override
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "beginRun",
            summary = "Begin a run, without what is loaded or others load; repeated under one Idempotency-Key it begins"
                    + " one")
    @Refuses({
        Code.NO_ACCOUNT,
        Code.DISABLED,
        Code.OTHER_SOURCE,
        Code.NEVER_ASKED,
        Code.NOTHING_OFFERED,
        Code.NOT_LOADABLE,
        Code.NOT_LIVE_YET,
        Code.UNDERWAY,
        Code.NOT_REPLAYABLE,
        Code.NO_TOPIC,
        Code.NOTHING_TO_SEND,
        Code.NOT_SENDABLE,
        Code.NOT_COMPARABLE,
        Code.KAFKA_DOWN,
        Code.TOO_MANY_SLICES,
        Code.KEY_REUSED
    })
    public RunStatus begin(@Nullable String key, RunRequest request) {
        return statuses.of(runs.begin(key, request));
    }

    @GetMapping("/api/runs")
    @Operation(
            operationId = "listRuns",
            summary = "Runs, the newest first, without their parts; the next page is what is before the last id of this"
                    + " one")
    RunPage list(
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) RunStatus.@Nullable State state,
            @RequestParam(required = false) @Positive @Nullable Long before,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int limit) {
        return new RunPage(statuses.list(source == null ? null : sources.named(source), state, before, limit));
    }

    @Override
    @Operation(operationId = "getRun", summary = "How far a run is, by account and entity")
    @Refuses({Code.NO_RUN, Code.OTHER_SOURCE})
    public RunStatus run(long id) {
        return statuses.of(id);
    }

    @GetMapping("/api/runs/{id}/slices")
    @Operation(
            operationId = "listSlices",
            summary = "The slices of a run in their order; the next page is what is after the last id of this one")
    @Refuses({Code.NO_RUN, Code.OTHER_SOURCE})
    SlicePage slices(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable SliceState state,
            @RequestParam(required = false) @Positive @Nullable Long after,
            @RequestParam(defaultValue = "100") @Positive @Max(1_000) int limit) {
        return new SlicePage(lines.of(id, state, after, limit));
    }

    @Override
    @Operation(
            operationId = "signalRun",
            summary = "Pause a run, let it go on, cancel it, or try again what failed; harmless when it is so already")
    @Refuses({Code.NO_RUN, Code.OTHER_SOURCE, Code.RUN_ENDED})
    public RunStatus signal(long id, SignalRequest request) {
        runs.signal(id, request);
        return statuses.of(id);
    }
}
