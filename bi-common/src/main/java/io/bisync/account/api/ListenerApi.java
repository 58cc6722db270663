package io.bisync.account.api;

import io.bisync.account.ListenerReport;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/** How the listeners of a process stand. */
public interface ListenerApi {

    @PostExchange("/api/listeners/reports")
    void report(@Valid @RequestBody ListenerReport report);
}
