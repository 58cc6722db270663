package io.bisync.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens and the lease to refresh them. */
final class InMemoryTokens {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration EARLY = Duration.ofHours(24);
    private static final Duration ATTEMPTS = Duration.ofHours(1);

    private static final class State {
        @Nullable Token token;

        Instant storedAt = Instant.EPOCH;
        long fence;
        Instant leasedUntil = Instant.EPOCH;
        Instant nextAttempt = Instant.EPOCH;
    }

    private final InstantSource clock;
    private final Map<String, State> states = new HashMap<>();

    InMemoryTokens(InstantSource clock) {
        this.clock = clock;
    }

    Access access(Account account, Credentials credentials) {
        var state = states.computeIfAbsent(account.id(), _ -> new State());
        var now = clock.instant();
        var token = state.token;
        if (token != null && token.expiresAt().isAfter(now)) {
            var lifetime = Duration.between(state.storedAt, token.expiresAt());
            var early = lifetime.dividedBy(2).compareTo(EARLY) < 0 ? lifetime.dividedBy(2) : EARLY;
            boolean due = !now.isBefore(token.expiresAt().minus(early)) && !now.isBefore(state.nextAttempt);
            if (!due || account.appKind() == AppKind.ISV || token.refreshToken() == null) {
                return new Access.Granted(token.accessToken(), token.expiresAt());
            }
            state.nextAttempt = now.plus(ATTEMPTS);
            state.leasedUntil = now.plus(LEASE);
            return new Access.Refresh(++state.fence, RefreshKind.REFRESH, credentials, token.refreshToken());
        }
        if (state.leasedUntil.isAfter(now)) {
            return new Access.Wait(Duration.ofSeconds(1));
        }
        if (account.appKind() == AppKind.ISV) {
            return new Access.NeedsAuthorisation(Duration.ofMinutes(1));
        }
        state.leasedUntil = now.plus(LEASE);
        return new Access.Refresh(++state.fence, RefreshKind.INITIAL, credentials, null);
    }

    Access.Refresh exchange(Account account, Credentials credentials) {
        var state = states.computeIfAbsent(account.id(), _ -> new State());
        state.leasedUntil = clock.instant().plus(LEASE);
        return new Access.Refresh(++state.fence, RefreshKind.CODE, credentials, null);
    }

    void store(String account, long fence, Token token) {
        var state = states.computeIfAbsent(account, _ -> new State());
        if (fence == 0 || fence != state.fence) {
            throw new LeaseLostException("BI-BASIC-07", "The refresh lease has fence " + fence + " no more");
        }
        state.token = token;
        state.storedAt = clock.instant();
        state.leasedUntil = Instant.EPOCH;
        state.nextAttempt = Instant.EPOCH;
    }

    void rejected(String account, String accessToken) {
        var state = states.get(account);
        if (state != null && state.token != null && state.token.accessToken().equals(accessToken)) {
            state.token = null;
        }
    }
}
