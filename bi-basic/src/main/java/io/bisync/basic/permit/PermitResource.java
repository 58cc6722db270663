package io.bisync.basic.permit;

import io.bisync.account.api.PermitApi;
import io.bisync.basic.account.Sources;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Call permits over REST, for services. */
@RestController
@Tag(name = "For services")
@Refuses(Code.OTHER_SOURCE)
class PermitResource implements PermitApi {

    private final RateLimiter limiter;
    private final Sources sources;

    PermitResource(RateLimiter limiter, Sources sources) {
        this.limiter = limiter;
        this.sources = sources;
    }

    @Override
    @Operation(operationId = "grantPermits", summary = "Ask for calls of accounts' quotas, and when each may be made")
    public PermitAnswers permits(String source, PermitRequests body) {
        var named = sources.named(source);
        Caller.current().requireSource(named.text());
        return new PermitAnswers(limiter.grant(named, body.requests()));
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "reportThrottling", summary = "Say that the ERP refused a call for its frequency")
    @Refuses(Code.NO_ACCOUNT)
    public void throttled(String id, Pause pause) {
        limiter.pause(id, pause.pause());
    }
}
