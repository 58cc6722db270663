package io.bisync.basic.status;

import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The status of all accounts and entities over REST. */
@RestController
@RequestMapping("/api/status")
@Tag(name = "Status", description = "How the accounts stand")
class StatusResource {

    record Status(List<StatusLine> lines) {}

    private final StatusRepository repository;
    private final StatusLines lines;
    private final Sources sources;

    StatusResource(StatusRepository repository, StatusLines lines, Sources sources) {
        this.sources = sources;
        this.repository = repository;
        this.lines = lines;
    }

    @GetMapping
    @Operation(
            operationId = "getStatus",
            summary = "Accounts and entities: state with its reason, rows, dead letters, lag, freshness")
    Status status() {
        return new Status(lines.all());
    }

    @PostMapping("/reports")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "reportStatus", summary = "For services: what this process has done so far")
    @Refuses(Code.OTHER_SOURCE)
    void report(@Valid @RequestBody Report report) {
        Caller.current().requireSource(sources.known(report.source()).text());
        repository.note(report);
    }
}
