package io.bisync.basic.listener;

import io.bisync.account.ListenerReport;
import io.bisync.account.api.ListenerApi;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where services tell how their listeners stand. */
@RestController
@Tag(name = "Listeners")
class ListenerReportResource implements ListenerApi {

    private final ListenerReports reports;

    ListenerReportResource(ListenerReports reports) {
        this.reports = reports;
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "reportListeners", summary = "For services: how the listeners of this process stand")
    public void report(ListenerReport report) {
        reports.note(report);
    }
}
