package io.bisync.basic.permit;

import io.bisync.account.Permits;
import io.bisync.account.Priority;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Call permits over REST, for services. */
@RestController
@RequestMapping("/api/accounts/{id}")
@Tag(name = "For services")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
class PermitResource {

    /**
     * How many calls are wanted, and for what.
     *
     * @param priority HISTORY always leaves a share to LIVE
     */
    record PermitRequest(
            @NotNull Priority priority, @Positive @Max(1000) int wanted) {}

    /**
     * How long the ERP wants to be left alone.
     *
     * @param pause PT0.001S to PT1H
     */
    record Pause(
            @NotNull @DurationMin(millis = 1) @DurationMax(hours = 1)
            Duration pause) {}

    private final RateLimiter office;

    PermitResource(RateLimiter office) {
        this.office = office;
    }

    @PostMapping("/permits")
    @Operation(operationId = "grantPermits", summary = "Ask for calls of the account's quota")
    @Refuses(Code.DISABLED)
    Permits grant(@PathVariable String id, @Valid @RequestBody PermitRequest request) {
        return office.grant(id, request.priority(), request.wanted());
    }

    @PostMapping("/throttled")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "reportThrottling", summary = "Say that the ERP refused a call for its frequency")
    void throttled(@PathVariable String id, @Valid @RequestBody Pause pause) {
        office.pause(id, pause.pause());
    }
}
