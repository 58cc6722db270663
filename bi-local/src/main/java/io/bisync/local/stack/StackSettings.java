package io.bisync.local.stack;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How big and how fast the local stack is.
 *
 * @param data folder for data and logs; what an earlier run left there is deleted
 * @param seed names the merchants, their orders and their lives; the same seed gives the same ones
 * @param ordersPerMerchant orders of the past 90 days of each of the two Jushuitan merchants
 * @param lekeOrders orders that the Leke tenant begins with
 * @param speedFactor how much faster than the real ERP the simulated one is: its call limits, and how often it is asked
 * @param linger how long a live partition rests after a small round
 * @param historyLinger the same for history
 * @param entities the entities of Jushuitan that are synced; empty for all
 * @param registry whether there is a schema registry
 */
public record StackSettings(
        Path data,
        long seed,
        int ordersPerMerchant,
        int lekeOrders,
        double speedFactor,
        Duration linger,
        Duration historyLinger,
        Set<String> entities,
        boolean registry) {

    /** One of each kind: by row version, by windows, as a whole, within each warehouse. */
    public static final Set<String> FEW = Set.of("order", "sales_out", "purchase", "inventory", "shop");

    public StackSettings {
        entities = Set.copyOf(entities);
    }

    /** A stack that syncs all entities, without a schema registry. */
    public StackSettings(
            Path data,
            long seed,
            int ordersPerMerchant,
            int lekeOrders,
            double speedFactor,
            Duration linger,
            Duration historyLinger) {
        this(data, seed, ordersPerMerchant, lekeOrders, speedFactor, linger, historyLinger, Set.of(), false);
    }

    /** The same with these entities of Jushuitan. */
    public StackSettings withEntities(Set<String> some) {
        return new StackSettings(
                data, seed, ordersPerMerchant, lekeOrders, speedFactor, linger, historyLinger, some, registry);
    }

    /** The same with a schema registry, or without one. */
    public StackSettings withRegistry(boolean wanted) {
        return new StackSettings(
                data, seed, ordersPerMerchant, lekeOrders, speedFactor, linger, historyLinger, entities, wanted);
    }

    /** The tables of Jushuitan that are not synced. */
    List<BusinessTable> unsynced() {
        return Dictionary.of("jushuitan").stream()
                .filter(page -> !entities.isEmpty() && !entities.contains(page.entity()))
                .flatMap(BusinessTable::of)
                .toList();
    }

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
