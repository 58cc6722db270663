package io.bisync.basic.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the merchant has let a service provider's app in.
 *
 * @param state WAITING_FOR_AUTHORISATION well before the token ends, too: a link makes it AUTHORISED
 * @param expiresAt when the token ends; null where there is none
 */
public record Authorisation(State state, @Nullable Instant expiresAt) {

    /** Code of what is said of a token that ends soon. */
    public static final String NEEDED = "BI-BASIC-34";

    enum State {
        AUTHORISED,
        WAITING_FOR_AUTHORISATION
    }
}
