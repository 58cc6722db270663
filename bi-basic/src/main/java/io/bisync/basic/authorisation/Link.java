package io.bisync.basic.authorisation;

import java.net.URI;
import java.time.Instant;

/**
 * Where a merchant lets the app in; it is told once and is in no text of this.
 *
 * @param link the address for the merchant's browser: whoever has it can authorise the account
 * @param expiresAt until when it works
 */
record Link(URI link, Instant expiresAt) {

    @Override
    public String toString() {
        return "Link[expiresAt=" + expiresAt + "]";
    }
}
