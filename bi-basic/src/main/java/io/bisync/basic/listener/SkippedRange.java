package io.bisync.basic.listener;

import java.time.Instant;

/**
 * Records that a listener which loads was moved past.
 *
 * @param from the first one
 * @param to the first one behind them
 */
record SkippedRange(
        long id,
        String service,
        String listener,
        String topic,
        int partition,
        long from,
        long to,
        String reason,
        String by,
        Instant at) {}
