package io.bisync.local.jushuitan.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call as the log remembers it.
 *
 * @param biz the question, shortened; empty for token calls
 * @param code the vendor's code, -1 where the answer was none of its JSON
 */
public record Call(
        Instant at, String path, @Nullable Long coId, String biz, int http, int code, int rows, long micros) {}
