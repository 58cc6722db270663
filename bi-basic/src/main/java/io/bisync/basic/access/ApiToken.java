package io.bisync.basic.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An API token as it is kept: its bearer value is nowhere. */
record ApiToken(
        long id,
        String name,
        Role role,
        @Nullable String source,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    Holder holder() {
        return new Holder(name, String.valueOf(id), role, source);
    }
}
