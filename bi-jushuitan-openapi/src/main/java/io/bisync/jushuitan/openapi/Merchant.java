package io.bisync.jushuitan.openapi;

import io.bisync.jushuitan.openapi.ApiResult.ClockSkew;
import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Permanent;
import io.bisync.jushuitan.openapi.ApiResult.Success;
import io.bisync.jushuitan.openapi.ApiResult.Throttled;
import io.bisync.jushuitan.openapi.ApiResult.TokenInvalid;
import io.bisync.jushuitan.openapi.ApiResult.Transient;
import java.time.InstantSource;

/**
 * Asks for pages in a merchant's name: a permit before every call, and a second try only where it can help: with a new token
 * once, with a fresh timestamp once, after a pause where a limit was passed.
 */
public final class Merchant {

    private static final int MOST_TRIES = 6;

    private final OpenApi api;
    private final Tokens tokens;
    private final CallLimits limits;

    public Merchant(OpenApi api, Tokens tokens, CallLimits limits) {
        this.api = api;
        this.tokens = tokens;
        this.limits = limits;
    }

    /** A merchant whose own app it is, called by this process alone and within the usual limits. */
    public static Merchant ownMall(OpenApi api, App app) {
        return new Merchant(api, new OwnTokens(api, app, InstantSource.system()), RollingLimits.usual());
    }

    /**
     * One page; waits for a permit, and for a token where there is none yet.
     *
     * @throws CallFailedException with a code, and whether the same call can succeed later
     * @throws InterruptedException where the context ends the work
     */
    public Page page(Endpoint endpoint, PageQuery query, CallContext context)
            throws CallFailedException, InterruptedException {
        boolean tokenReplaced = false;
        boolean signedAnew = false;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Tokens.Grant grant = tokens.grant(context);
            switch (permitted(grant, endpoint, query, context)) {
                case Success<Page>(Page page) -> {
                    return page;
                }
                case Throttled<Page>(var limit) -> limits.passed(limit);
                case TokenInvalid<Page> _ -> {
                    tokens.rejected(grant);
                    if (tokenReplaced) {
                        throw CallFailedException.passing(
                                Failure.TOKEN, "A new access token was called invalid at once");
                    }
                    tokenReplaced = true;
                }
                case ClockSkew<Page>(String message) -> {
                    if (signedAnew) {
                        throw CallFailedException.passing(Failure.CLOCK, message);
                    }
                    signedAnew = true;
                }
                case Permanent<Page> refused -> {
                    tokens.refused();
                    throw CallFailedException.of(refused);
                }
                case Transient<Page> failed -> throw CallFailedException.of(failed);
            }
        }
        throw CallFailedException.passing(
                Failure.LIMIT, "Jushuitan answers 199 or 200 although every call had a permit");
    }

    private ApiResult<Page> permitted(Tokens.Grant grant, Endpoint endpoint, PageQuery query, CallContext context)
            throws InterruptedException {
        try (var _ = limits.await(context)) {
            return api.page(grant, endpoint, query, context);
        }
    }
}
