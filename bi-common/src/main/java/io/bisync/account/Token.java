package io.bisync.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an ERP answered to a token call; its text never shows the secrets.
 *
 * @param expiresAt when the access token ends, computed from the answer's seconds and never from a constant
 */
public record Token(String accessToken, @Nullable String refreshToken, Instant expiresAt) {

    @Override
    public String toString() {
        return "Token[expiresAt=" + expiresAt + "]";
    }
}
