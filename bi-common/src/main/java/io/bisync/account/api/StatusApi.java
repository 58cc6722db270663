package io.bisync.account.api;

import io.bisync.account.StatusReport;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/** What a process has done so far. */
public interface StatusApi {

    @PostExchange("/api/status/reports")
    void report(@Valid @RequestBody StatusReport report);
}
