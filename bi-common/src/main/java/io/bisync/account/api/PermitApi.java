package io.bisync.account.api;

import io.bisync.account.PermitRequest;
import io.bisync.account.Permits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/** Calls of the accounts' quotas, and the ERP's word that they were too many. */
public interface PermitApi {

    @PostExchange("/api/sources/{source}/permits")
    PermitAnswers permits(@PathVariable String source, @Valid @RequestBody PermitRequests body);

    @PostExchange("/api/accounts/{id}/throttled")
    void throttled(@PathVariable String id, @Valid @RequestBody Pause pause);

    /** Calls that a service wants to make now, in as many accounts' names as it likes. */
    record PermitRequests(@NotEmpty @Size(max = 10_000) List<@Valid PermitRequest> requests) {}

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
}
