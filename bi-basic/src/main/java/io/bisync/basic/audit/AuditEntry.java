package io.bisync.basic.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change: who, what, how it looked before and after.
 *
 * @param actor the name of the API token, and which one it is
 * @param action a noun and a verb, for example account.disable
 * @param object what it was done to, for example account 7
 * @param before how that looked, without secrets; null for what is new
 * @param after how it looks now, without secrets; null for what is gone
 * @param requestId X-Request-Id of the request that asked for it
 */
record AuditEntry(
        long id,
        Instant at,
        String actor,
        String action,
        String object,
        @Schema(implementation = Object.class) @Nullable JsonNode before,
        @Schema(implementation = Object.class) @Nullable JsonNode after,
        @Nullable String requestId) {}
