package io.bisync.account.api;

import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import io.bisync.run.RunStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Runs: planned, begun, watched, and told to pause, to go on or to end. */
public interface RunApi {

    /** What a run would do and cost; nothing begins. */
    @PostExchange("/api/runs/plan")
    RunPlan plan(@Valid @RequestBody RunRequest request);

    /** Begins a run; whatever is loaded, or somebody loads, is left out. */
    @PostExchange("/api/runs")
    RunStatus begin(@Valid @RequestBody RunRequest request);

    @GetExchange("/api/runs/{id}")
    RunStatus run(@PathVariable long id);

    @PostExchange("/api/runs/{id}/signals")
    RunStatus signal(@PathVariable long id, @Valid @RequestBody SignalRequest request);

    /** What a person wants of a run, and why. */
    record SignalRequest(
            @NotNull RunSignal signal,

            @NotBlank @Size(max = 500) String reason) {}
}
