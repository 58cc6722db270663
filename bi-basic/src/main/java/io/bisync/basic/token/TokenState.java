package io.bisync.basic.token;

import io.bisync.account.RefreshKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an account's token, and the decision who fetches the next one.
 *
 * @param accessToken sealed
 * @param refreshToken sealed
 * @param fence of the newest refresh lease
 * @param leasedUntil until then its holder alone fetches a first token
 * @param nextAttempt when the next refresh of a token that still works may begin
 */
record TokenState(
        @Nullable String accessToken,
        @Nullable String refreshToken,
        @Nullable Instant expiresAt,
        @Nullable Instant storedAt,
        long fence,
        @Nullable Instant leasedUntil,
        @Nullable Instant nextAttempt) {

    /** A token call and storing its answer take seconds; a holder that died blocks the account for no longer than this. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration EARLY = Duration.ofHours(24);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofHours(1);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final Duration PERSON = Duration.ofMinutes(1);

    static final TokenState NONE = new TokenState(null, null, null, null, 0, null, null);

    /** What the asking service gets. */
    sealed interface Decision {
        record Grant(String accessToken, Instant expiresAt) implements Decision {}

        record Lease(RefreshKind kind, @Nullable String refreshToken, TokenState next) implements Decision {}

        record Wait(Duration pause) implements Decision {}

        record NeedsAuthorisation(Duration pause) implements Decision {}
    }

    /** For an app that renews its tokens by itself. */
    Decision decideOwn(Instant now) {
        if (accessToken != null && expiresAt != null && expiresAt.isAfter(now)) {
            return refreshToken != null && isDue(expiresAt, now)
                    ? new Decision.Lease(RefreshKind.REFRESH, refreshToken, leased(now, nextAttempt(expiresAt, now)))
                    : new Decision.Grant(accessToken, expiresAt);
        }
        return waiting(now).orElseGet(() -> new Decision.Lease(RefreshKind.INITIAL, null, leased(now, null)));
    }

    /** For a service provider's app: the ERP forbids it to refresh, so only a code of the merchant's brings a lease. */
    Decision decideIsv(Instant now) {
        if (accessToken != null && expiresAt != null && expiresAt.isAfter(now)) {
            return new Decision.Grant(accessToken, expiresAt);
        }
        return waiting(now).orElseGet(() -> new Decision.NeedsAuthorisation(PERSON));
    }

    /** The merchant's newest code counts, whoever still exchanges one before it; the old token stays in use meanwhile. */
    Decision.Lease decideCode(Instant now) {
        return new Decision.Lease(RefreshKind.CODE, null, leased(now, null));
    }

    /** While somebody fetches a token. */
    private Optional<Decision> waiting(Instant now) {
        if (leasedUntil == null || !leasedUntil.isAfter(now)) {
            return Optional.empty();
        }
        var left = Duration.between(now, leasedUntil);
        return Optional.of(new Decision.Wait(left.compareTo(ASK_AGAIN) < 0 ? left : ASK_AGAIN));
    }

    private boolean isDue(Instant end, Instant now) {
        var half = lifetime(end).dividedBy(2);
        var early = half.compareTo(EARLY) < 0 ? half : EARLY;
        return !now.isBefore(end.minus(early)) && (nextAttempt == null || !now.isBefore(nextAttempt));
    }

    /** Early refusals are not fatal: sources differ on when the ERP begins to accept a refresh. */
    private Instant nextAttempt(Instant end, Instant now) {
        var part = lifetime(end).dividedBy(24);
        return now.plus(part.compareTo(BETWEEN_ATTEMPTS) < 0 ? part : BETWEEN_ATTEMPTS);
    }

    private Duration lifetime(Instant end) {
        return storedAt == null ? EARLY.multipliedBy(2) : Duration.between(storedAt, end);
    }

    private TokenState leased(Instant now, @Nullable Instant attempt) {
        return new TokenState(accessToken, refreshToken, expiresAt, storedAt, fence + 1, now.plus(LEASE), attempt);
    }
}
