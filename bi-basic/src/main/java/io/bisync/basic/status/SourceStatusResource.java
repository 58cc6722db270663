package io.bisync.basic.status;

import io.bisync.account.SourceStatus;
import io.bisync.account.api.SourceStatusApi;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The status of one source over REST, for the service that writes it beside the data. */
@RestController
@Tag(name = "For services")
@Refuses(Code.OTHER_SOURCE)
class SourceStatusResource implements SourceStatusApi {

    private final SourceStatuses statuses;
    private final Sources sources;

    SourceStatusResource(SourceStatuses statuses, Sources sources) {
        this.statuses = statuses;
        this.sources = sources;
    }

    @Override
    @Operation(
            operationId = "takeSourceStatus",
            summary =
                    "Accounts and freshness of a source for the one process that writes them; 204 while another one does")
    @ApiResponse(responseCode = "200", description = "What to write", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "204", description = "Another process writes it", content = @Content)
    public ResponseEntity<SourceStatus> status(String source, StatusRequest request) {
        return statuses.of(allowed(source), request.holder(), request.ttl())
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "releaseSourceStatus", summary = "Let another process write it")
    public void releaseStatus(String source, String holder) {
        statuses.release(allowed(source), holder);
    }

    private Source allowed(String name) {
        var source = sources.named(name);
        Caller.current().requireSource(source.text());
        return source;
    }
}
