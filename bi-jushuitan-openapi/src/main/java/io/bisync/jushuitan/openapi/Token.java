package io.bisync.jushuitan.openapi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token call brought; its text never shows the secrets.
 *
 * @param refreshToken what it is refreshed with; null where the answer has none
 * @param expiresAt when the access token ends, computed from the answer's seconds and never from a constant
 */
public record Token(String accessToken, @Nullable String refreshToken, Instant expiresAt) {

    @Override
    public String toString() {
        return "Token[expiresAt=" + expiresAt + "]";
    }
}
