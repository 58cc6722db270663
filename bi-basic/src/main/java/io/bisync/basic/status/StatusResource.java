package io.bisync.basic.status;

import io.bisync.account.StatusReport;
import io.bisync.account.api.StatusApi;
import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.bisync.basic.run.RunStatuses;
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

    /**
     * How everything stands.
     *
     * @param runs those that load again, by kind
     */
    record Status(List<StatusLine> lines, List<RunStatuses.Kind> runs) {}

    private final StatusRepository repository;
    private final StatusLines lines;
    private final RunStatuses runs;
    private final Sources sources;

    StatusResource(StatusRepository repository, StatusLines lines, RunStatuses runs, Sources sources) {
        this.runs = runs;
        this.sources = sources;
        this.repository = repository;
        this.lines = lines;
    }

    @GetMapping("/api/status")
    @Operation(
            operationId = "getStatus",
            summary = "Accounts and entities: state with its reason, rows, dead letters, lag, freshness; and what is"
                    + " loaded again")
    Status status() {
        return new Status(lines.all(), runs.kinds());
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
