package io.bisync.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to move one cursor for a while. Asking again as the same holder renews it under the same fence.
 *
 * @param fence rises with every new holder: an older one is refused
 * @param expiresAt from when on somebody else may take it; until that happens the fence stays good
 * @param cursor where the pull stood when the lease was given; absent before the first pull
 */
public record CursorLease(
        String account,
        String entity,
        String holder,
        long fence,
        Instant expiresAt,
        @Nullable Cursor cursor) {}
