package io.bisync.basic.status;

import io.bisync.account.StatusReport;
import io.bisync.account.api.StatusApi;
import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The status of all accounts and entities over REST. */
@RestController
@Tag(name = "Status", description = "How the accounts stand")
class StatusResource implements StatusApi {

    record Status(List<StatusLine> lines) {}

    private final StatusRepository repository;
    private final StatusLines lines;
    private final Sources sources;

    StatusResource(StatusRepository repository, StatusLines lines, Sources sources) {
        this.sources = sources;
        this.repository = repository;
        this.lines = lines;
    }

    @GetMapping("/api/status")
    @Operation(
            operationId = "getStatus",
            summary = "Accounts and entities: state with its reason, rows, dead letters, lag, freshness")
    Status status() {
        return new Status(lines.all());
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "reportStatus", summary = "For services: what this process has done so far")
    @Refuses(Code.OTHER_SOURCE)
    public void report(StatusReport report) {
        var source = sources.named(report.source());
        Caller.current().requireSource(source.text());
        repository.note(source, report);
    }
}
