package io.bisync.local.leke;

import java.util.Map;

/**
 * The books of an event source.
 *
 * @param changes changes made, at its own pace or by request for one
 * @param orders orders that live
 * @param deletedOrders orders that are deleted now
 * @param itemsRemoved lines taken out of living orders
 * @param events records written, by kind; {@code lost} counts those that Kafka never took and must be 0
 * @param others the same of every other entity
 */
public record LekeStatus(
        String tenant,
        String topic,
        boolean paused,
        double changesPerSecond,
        long changes,
        long orders,
        long deletedOrders,
        long itemsRemoved,
        Map<String, Long> events,
        Map<String, Map<String, Long>> others) {}
