package io.bisync.account;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to "may I call the ERP for this account, and with what". */
public sealed interface Access {

    /** Call with this token. Ask again for every round: it may be replaced before it expires. */
    record Granted(String accessToken, Instant expiresAt) implements Access {

        @Override
        public String toString() {
            return "Granted[expiresAt=" + expiresAt + "]";
        }
    }

    /**
     * Whoever gets this answer, and nobody else, makes the token call and stores the result under the fence. It is given
     * once per lease: a repeated question is answered {@link Wait} or, while the old token lasts, {@link Granted}.
     */
    record Refresh(
            long fence,
            RefreshKind kind,
            Credentials credentials,
            @Nullable String refreshToken) implements Access {

        @Override
        public String toString() {
            return "Refresh[fence=" + fence + ", kind=" + kind + "]";
        }
    }

    /** Somebody else is getting a token: ask again after this long. */
    record Wait(Duration pause) implements Access {}

    /** Only the merchant can give a new token: leave the account alone and ask again after this long. */
    record NeedsAuthorisation(Duration pause) implements Access {}
}
