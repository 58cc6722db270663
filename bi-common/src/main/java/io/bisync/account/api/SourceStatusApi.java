package io.bisync.account.api;

import io.bisync.account.SourceStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.PostExchange;

/** How a source stands, for the one process that writes it beside the data. */
public interface SourceStatusApi {

    /** Without a body while another process writes it. */
    @PostExchange("/api/sources/{source}/status")
    ResponseEntity<SourceStatus> status(@PathVariable String source, @Valid @RequestBody StatusRequest request);

    /** The next that asks writes it; nothing happens where another process does already. */
    @DeleteExchange("/api/sources/{source}/status")
    void releaseStatus(@PathVariable String source, @RequestParam @Size(max = 200) String holder);

    /**
     * Who wants to write it.
     *
     * @param holder which process
     * @param ttl for so long nobody else gets an answer: PT1S to PT4H
     */
    record StatusRequest(
            @NotBlank @Size(max = 200) String holder,

            @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 4)
            Duration ttl) {}
}
