package io.bisync.basic.letter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, as its headers tell of it.
 *
 * @param topic where it lies, with {@code partition} and {@code offset}
 * @param setAsideAt when it was set aside
 * @param keptUntil when Kafka may delete it; null where its topic keeps all, or was not asked yet
 * @param bytes how long its value is
 * @param source whose record it was; null where that is not said, as of a handler's letter
 * @param code why, of docs/errors.md; the class of the exception where a handler gave up
 * @param reason why, in words
 * @param label the load that StarRocks refused; null where it was never sent
 * @param originalTopic where it was read, with partition and offset; null where that is not said
 * @param run whose record it was; null where live loading set it aside
 * @param attempts how often it was sent as a letter before
 * @param state what became of it
 * @param sentRun which run sends it, where one does
 * @param decidedBy who decided that, and with {@code decision} why
 */
record Letter(
        long id,
        String topic,
        int partition,
        long offset,
        Instant setAsideAt,
        @Nullable Instant keptUntil,
        int bytes,
        @Nullable String source,
        @Nullable String entity,
        @Nullable String account,
        String code,
        String reason,
        @Nullable String label,
        @Nullable String originalTopic,
        @Nullable Integer originalPartition,
        @Nullable Long originalOffset,
        @Nullable Long run,
        int attempts,
        LetterState state,
        @Nullable Long sentRun,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision) {}
