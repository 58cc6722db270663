package io.bisync.local.jushuitan.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The one valid pair of tokens of an account: a new pair makes the old one worthless. */
final class Tokens {

    private final InstantSource clock;
    private final Duration lifetime;
    private final Random random;
    private @Nullable Pair current;

    Tokens(InstantSource clock, Duration lifetime, long seed) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.random = new Random(seed);
    }

    /** A pair as the vendor hands it out. */
    record Pair(String accessToken, String refreshToken, Instant expiresAt) {}

    synchronized Pair issue() {
        Pair issued = new Pair(hex(), hex(), clock.instant().plus(lifetime));
        current = issued;
        return issued;
    }

    synchronized Pair refresh(String refreshToken) {
        Pair valid = valid();
        if (valid == null || !valid.refreshToken().equals(refreshToken)) {
            throw new RefusedException(100, "无效的refresh_token或refresh_token已过期");
        }
        return issue();
    }

    synchronized void check(String accessToken) {
        Pair valid = valid();
        if (valid == null || !valid.accessToken().equals(accessToken)) {
            throw new RefusedException(100, "无效的access_token或access_token已过期");
        }
    }

    /** Makes the pair worthless before its time, as a merchant can do in the vendor's console. */
    synchronized void revoke() {
        current = null;
    }

    long secondsLeft(Pair pair) {
        return Duration.between(clock.instant(), pair.expiresAt()).toSeconds();
    }

    private @Nullable Pair valid() {
        Pair pair = current;
        return pair != null && clock.instant().isBefore(pair.expiresAt()) ? pair : null;
    }

    private String hex() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
