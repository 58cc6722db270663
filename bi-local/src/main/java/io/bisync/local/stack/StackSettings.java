package io.bisync.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How big and how fast the local stack is.
 *
 * @param data folder for data and logs; what an earlier run left there is deleted
 * @param seed names the merchants, their orders and their lives; the same seed gives the same ones
 * @param ordersPerMerchant orders of the past 90 days of each of the two Jushuitan merchants
 * @param lekeOrders orders that the Leke tenant begins with
 * @param speedFactor how much faster than the real ERP its call limits are
 * @param linger how long a live partition rests after a small round
 * @param historyLinger the same for history
 */
public record StackSettings(
        Path data,
        long seed,
        int ordersPerMerchant,
        int lekeOrders,
        double speedFactor,
        Duration linger,
        Duration historyLinger) {

    /** What both API services need to know, beside addresses. */
    Map<String, String> loading() {
        return Map.of(
                "BI_ENVIRONMENT",
                "demo",
                "BI_TOPICS_CREATE",
                "true",
                "BI_LOADING_LINGER",
                linger.toMillis() + "ms",
                "BI_LOADING_HISTORY_LINGER",
                historyLinger.toMillis() + "ms");
    }
}
