package io.bisync.basic.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API token as it is kept: its bearer value is nowhere.
 *
 * @param source the one source that the token is for; null for every source
 * @param tenant whose events it may publish; null for one that publishes nothing
 * @param expiresAt null for a token that does not end
 * @param lastUsedAt about a minute behind; null where it was not used yet
 * @param revokedAt null while it counts
 */
record ApiToken(
        long id,
        String name,
        Role role,
        @Nullable String source,
        @Nullable String tenant,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    Holder holder() {
        return new Holder(name, String.valueOf(id), role, source, tenant);
    }
}
