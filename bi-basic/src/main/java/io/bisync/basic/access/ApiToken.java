package io.bisync.basic.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An API token as it is kept: its bearer value is nowhere. */
record ApiToken(
        long id,
        String name,
        Role role,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
