package io.bisync.jushuitan.openapi;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.Credentials;
import io.bisync.account.Priority;
import io.bisync.event.Trace;
import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Limit;
import io.bisync.jushuitan.openapi.ApiResult.Permanent;
import io.bisync.jushuitan.openapi.ApiResult.Success;
import io.bisync.jushuitan.openapi.ApiResult.Throttled;
import io.bisync.jushuitan.openapi.ApiResult.TokenInvalid;
import io.bisync.jushuitan.openapi.ApiResult.Transient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for pages in an account's name: a permit before every call, a token that bi-basic vouches for,
 * and a second try only where it can help.
 */
public final class RateLimitedClient {

    private static final Logger log = LoggerFactory.getLogger(RateLimitedClient.class);
    private static final int MOST_TRIES = 6;

    /** Whatever is wrong with what is held, the ERP's answer says it, and bi-basic is asked again. */
    private static final Duration GRANT = Duration.ofMinutes(2);

    private final ControlPlane controlPlane;
    private final JushuitanClient client;
    private final AccessTokens tokens;
    private final Map<Limit, Duration> pauses;
    private final InstantSource clock;
    private final Companies companies;
    private final PermitQueue permits;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    RateLimitedClient(
            ControlPlane controlPlane,
            JushuitanClient client,
            AccessTokens tokens,
            Map<Limit, Duration> pauses,
            InstantSource clock) {
        this.controlPlane = controlPlane;
        this.client = client;
        this.tokens = tokens;
        this.pauses = new EnumMap<>(pauses);
        this.clock = clock;
        this.companies = new Companies(controlPlane);
        this.permits = new PermitQueue(controlPlane, clock);
    }

    /**
     * One page; waits for permits and for a token, and tells bi-basic of every limit that was passed. A trace begins with
     * it: what the thread publishes and logs until the next page comes of this one.
     */
    public Page page(Account account, Priority priority, Endpoint endpoint, PageQuery query, CallContext callContext)
            throws CallFailedException, InterruptedException {
        Trace.begin();
        boolean tokenReplaced = false;
        boolean signedAnew = false;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Grant grant = grant(account, callContext);
            permits.await(account.id(), priority, callContext);
            callContext.called();
            Instant asked = clock.instant();
            ApiResult<Page> apiResult = client.page(account.id(), grant.credentials(), grant.token(), endpoint, query);
            log.atDebug()
                    .addKeyValue("account", account.id())
                    .addKeyValue(
                            "millis", Duration.between(asked, clock.instant()).toMillis())
                    .log(
                            "Called {} with {}: {}",
                            endpoint.path(),
                            query,
                            apiResult.getClass().getSimpleName());
            switch (apiResult) {
                case Success<Page>(Page page) -> {
                    companies.require(account, page);
                    return page.askedAt(asked);
                }
                case Throttled<Page>(Limit limit) ->
                    controlPlane.throttled(account.id(), pauses.getOrDefault(limit, Duration.ofSeconds(1)));
                case TokenInvalid<Page> _ -> {
                    grants.remove(account.id());
                    controlPlane.tokenRejected(account.id(), grant.token());
                    if (tokenReplaced) {
                        throw CallFailedException.passing(
                                Failure.TOKEN, "A new access token was called invalid at once");
                    }
                    tokenReplaced = true;
                }
                case ApiResult.ClockSkew<Page>(String message) -> {
                    if (signedAnew) {
                        throw CallFailedException.passing(Failure.CLOCK, message);
                    }
                    signedAnew = true;
                }
                case Permanent<Page> refused -> {
                    grants.remove(account.id());
                    throw CallFailedException.of(refused);
                }
                case Transient<Page> failed -> throw CallFailedException.of(failed);
            }
        }
        throw CallFailedException.passing(
                Failure.LIMIT, "Jushuitan answers 199 or 200 although every call had a permit");
    }

    /** Token and credentials of the account may have changed: they are asked for before its next call. */
    public void forget(String account) {
        grants.remove(account);
    }

    /** What opens the door, for a while: every page would otherwise cost two more questions to bi-basic. */
    private Grant grant(Account account, CallContext callContext) throws CallFailedException, InterruptedException {
        Grant held = grants.get(account.id());
        if (held != null && clock.instant().isBefore(held.until())) {
            return held;
        }
        String token = tokens.token(account, callContext);
        Grant fresh = new Grant(
                token, controlPlane.credentials(account.id()), clock.instant().plus(GRANT));
        grants.put(account.id(), fresh);
        return fresh;
    }

    private record Grant(String token, Credentials credentials, Instant until) {

        @Override
        public String toString() {
            return "Grant[until=" + until + "]";
        }
    }
}
