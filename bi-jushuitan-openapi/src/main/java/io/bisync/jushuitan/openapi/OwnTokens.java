package io.bisync.jushuitan.openapi;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The token of a merchant's own app, held in this process: got without a person, refreshed a day before its end. Whoever
 * refreshes makes the tokens of all others invalid, so there is one of these per app.
 */
public final class OwnTokens implements Tokens {

    private static final Duration BEFORE_THE_END = Duration.ofDays(1);

    private final OpenApi api;
    private final App app;
    private final InstantSource clock;
    private @Nullable Token token;

    public OwnTokens(OpenApi api, App app, InstantSource clock) {
        this.api = api;
        this.app = app;
        this.clock = clock;
    }

    @Override
    public synchronized Grant grant(CallContext context) throws CallFailedException {
        var held = token;
        if (held == null || held.expiresAt().minus(BEFORE_THE_END).isBefore(clock.instant())) {
            held = renewed(held, context);
            token = held;
        }
        return new Grant(app, held.accessToken());
    }

    /** A refresh comes long before the old token ends: while that one is good, a failure can wait. */
    private Token renewed(@Nullable Token held, CallContext context) throws CallFailedException {
        try {
            return api.ownToken(app, held == null ? null : held.refreshToken(), context)
                    .orElseThrow();
        } catch (CallFailedException failed) {
            if (held != null && clock.instant().isBefore(held.expiresAt())) {
                return held;
            }
            throw failed;
        }
    }

    @Override
    public synchronized void rejected(Grant grant) {
        if (token != null && token.accessToken().equals(grant.accessToken())) {
            token = null;
        }
    }
}
