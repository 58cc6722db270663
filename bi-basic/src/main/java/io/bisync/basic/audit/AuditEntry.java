package io.bisync.basic.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One change: who, what, how it looked before and after, and the id of the request that asked for it. */
record AuditEntry(
        long id,
        Instant at,
        String actor,
        String action,
        String object,
        @Schema(implementation = Object.class) @Nullable JsonNode before,
        @Schema(implementation = Object.class) @Nullable JsonNode after,
        @Nullable String requestId) {}
