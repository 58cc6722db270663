package io.bisync.basic.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is not published yet.
 *
 * @param events how many events
 * @param oldest when the oldest of them was written, or null where there is none
 */
record Waiting(long events, @Nullable Instant oldest) {}
