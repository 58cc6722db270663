package io.bisync.basic.permit;

import io.bisync.account.PermitRequest;
import io.bisync.account.Permits;
import io.bisync.account.Priority;
import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Call permits over REST, for services. */
@RestController
@Tag(name = "For services")
@Refuses(Code.OTHER_SOURCE)
class PermitResource {

    /** Calls that a service wants to make now, in as many accounts' names as it likes. */
    record PermitRequests(@NotEmpty @Size(max = 10_000) List<@Valid Wanted> requests) {}

    /**
     * How many calls an account wants, and for what.
     *
     * @param priority LIVE before RESCAN before HISTORY, which has a floor
     */
    record Wanted(
            @NotNull @Size(max = 32) String account,
            @NotNull Priority priority,
            @Positive @Max(1000) int wanted) {

        private PermitRequest request() {
            return new PermitRequest(account, priority, wanted);
        }
    }

    /** One answer for each request, in their order. */
    record PermitAnswers(List<Permits> answers) {}

    /**
     * How long the ERP wants to be left alone.
     *
     * @param pause PT0.001S to PT1H
     */
    record Pause(
            @NotNull @DurationMin(millis = 1) @DurationMax(hours = 1)
            Duration pause) {}

    private final RateLimiter limiter;
    private final Sources sources;

    PermitResource(RateLimiter limiter, Sources sources) {
        this.limiter = limiter;
        this.sources = sources;
    }

    @PostMapping("/api/sources/{source}/permits")
    @Operation(operationId = "grantPermits", summary = "Ask for calls of accounts' quotas, and when each may be made")
    PermitAnswers grant(@PathVariable String source, @Valid @RequestBody PermitRequests body) {
        var named = sources.named(source);
        Caller.current().requireSource(named.text());
        return new PermitAnswers(limiter.grant(
                named, body.requests().stream().map(Wanted::request).toList()));
    }

    @PostMapping("/api/accounts/{id}/throttled")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "reportThrottling", summary = "Say that the ERP refused a call for its frequency")
    @Refuses(Code.NO_ACCOUNT)
    void throttled(@PathVariable String id, @Valid @RequestBody Pause pause) {
        limiter.pause(id, pause.pause());
    }
}
