package io.bisync.account.api;

import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import io.bisync.run.RunStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Runs: planned, begun, watched, and told to pause, to go on or to end. */
public interface RunApi {

    /** What a key looks like under which a request may be repeated. */
    String KEY = "[A-Za-z0-9._-]{1,100}";

    /** What a run would do and cost; nothing begins. */
    @PostExchange("/api/runs/plan")
    RunPlan plan(@Valid @RequestBody RunRequest request);

    /**
     * Begins a run; whatever is loaded, or somebody loads, is left out.
     *
     * @param key repeated under one key the same request begins one run, and is told how that one stands
     */
    @PostExchange("/api/runs")
    RunStatus begin(
            @RequestHeader(name = "Idempotency-Key", required = false) @Pattern(regexp = KEY) @Nullable String key,
            @Valid @RequestBody RunRequest request);

    @GetExchange("/api/runs/{id}")
    RunStatus run(@PathVariable long id);

    @PostExchange("/api/runs/{id}/signals")
    RunStatus signal(@PathVariable long id, @Valid @RequestBody SignalRequest request);

    /** What a person wants of a run, and why. */
    record SignalRequest(
            @NotNull RunSignal signal,

            @NotBlank @Size(max = 500) String reason) {}
}
