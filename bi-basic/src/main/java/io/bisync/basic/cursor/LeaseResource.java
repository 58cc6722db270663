package io.bisync.basic.cursor;

import io.bisync.account.Leases;
import io.bisync.account.api.LeaseApi;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Leases over REST, for services that pull: one request for all accounts of a holder. */
@RestController
@Tag(name = "For services")
@Refuses(Code.OTHER_SOURCE)
class LeaseResource implements LeaseApi {

    private final AccountLeases leases;
    private final Sources sources;

    LeaseResource(AccountLeases leases, Sources sources) {
        this.leases = leases;
        this.sources = sources;
    }

    @Override
    @Operation(
            operationId = "leaseAccounts",
            summary =
                    "Renew all leases of a holder, store how far its pulls have come, and get its share of the accounts")
    public Leases lease(String source, LeaseRequest request) {
        return leases.renew(allowed(source), request.holder(), request.ttl(), request.held());
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "releaseAccounts", summary = "Give all leases of a holder back")
    public void release(String source, String holder) {
        leases.release(allowed(source), holder);
    }

    private Source allowed(String name) {
        var source = sources.named(name);
        Caller.current().requireSource(source.text());
        return source;
    }
}
