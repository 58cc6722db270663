package io.bisync.basic.run;

import io.bisync.account.api.SliceApi;
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

/** Slices over REST, for services that work them off. */
@RestController
@Tag(name = "For services")
@Refuses(Code.OTHER_SOURCE)
class SliceResource implements SliceApi {

    private final Claims claims;
    private final Loadables loadables;
    private final Sources sources;

    SliceResource(Claims claims, Loadables loadables, Sources sources) {
        this.claims = claims;
        this.loadables = loadables;
        this.sources = sources;
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "offerLoadable",
            summary = "Say which entities can be loaded again, in windows of which length")
    public void offer(String source, LoadableEntities entities) {
        loadables.offer(allowed(source), entities.entities());
    }

    @Override
    @Operation(
            operationId = "claimSlices",
            summary = "Tell what became of a holder's slices, keep its leases on them, and get more to do")
    public ClaimedSlices claim(String source, SliceRequest request) {
        return new ClaimedSlices(claims.claim(allowed(source), request));
    }

    private Source allowed(String name) {
        var source = sources.named(name);
        Caller.current().requireSource(source.text());
        return source;
    }
}
