package io.bisync.basic.letter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Letters that have their entity and their code in common.
 *
 * @param letters how many
 * @param accounts of how many accounts
 * @param first when the first of them was set aside
 * @param last when the last was
 * @param keptUntil when Kafka may delete the first of them; null where their topics keep all, or were not asked yet
 * @param reason of the last one
 */
record Cause(
        @Nullable String source,
        @Nullable String entity,
        String code,
        long letters,
        long accounts,
        Instant first,
        Instant last,
        @Nullable Instant keptUntil,
        String reason) {}
