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
 * @param ordersPerMerchant orders of each of the two Jushuitan merchants
 * @param history how far back the last changes of these orders reach
 * @param lekeOrders orders that the Leke tenant begins with; 0 for no Leke at all
 * @param speedFactor how much faster than the real ERP the simulated one is: its call limits, and how often it is asked
 * @param linger how long a live partition rests after a small round
 * @param historyLinger the same for history
 * @param entities the entities of Jushuitan that are synced; empty for all
 * @param registry whether there is a schema registry
 * @param jushuitan variables of all pods of bi-api-jushuitan, which count more than the stack's own
 */
public record StackSettings(
        Path data,
        long seed,
        int ordersPerMerchant,
        Duration history,
        int lekeOrders,
        double speedFactor,
        Duration linger,
        Duration historyLinger,
        Set<String> entities,
        boolean registry,
        Map<String, String> jushuitan) {

    /** One of each kind: by row version, by windows, as a whole, within each warehouse. */
    public static final Set<String> FEW = Set.of("order", "sales_out", "purchase", "inventory", "shop");

    public StackSettings {
        entities = Set.copyOf(entities);
        jushuitan = Map.copyOf(jushuitan);
    }

    private static final Duration QUARTER = Duration.ofDays(90);

    /** A stack that syncs all entities of the past 90 days, without a schema registry. */
    public StackSettings(
            Path data,
            long seed,
            int ordersPerMerchant,
            int lekeOrders,
            double speedFactor,
            Duration linger,
            Duration historyLinger) {
        this(
                data,
                seed,
                ordersPerMerchant,
                QUARTER,
                lekeOrders,
                speedFactor,
                linger,
                historyLinger,
                Set.of(),
                false,
                Map.of());
    }

    /** The same with history of this length. */
    public StackSettings withHistory(Duration length) {
        return new StackSettings(
                data,
                seed,
                ordersPerMerchant,
                length,
                lekeOrders,
                speedFactor,
                linger,
                historyLinger,
                entities,
                registry,
                jushuitan);
    }

    /** The same with these entities of Jushuitan. */
    public StackSettings withEntities(Set<String> some) {
        return new StackSettings(
                data,
                seed,
                ordersPerMerchant,
                history,
                lekeOrders,
                speedFactor,
                linger,
                historyLinger,
                some,
                registry,
                jushuitan);
    }

    /** The same with a schema registry, or without one. */
    public StackSettings withRegistry(boolean wanted) {
        return new StackSettings(
                data,
                seed,
                ordersPerMerchant,
                history,
                lekeOrders,
                speedFactor,
                linger,
                historyLinger,
                entities,
                wanted,
                jushuitan);
    }

    /** The same where the pods of bi-api-jushuitan have these variables too. */
    public StackSettings withJushuitan(Map<String, String> variables) {
        return new StackSettings(
                data,
                seed,
                ordersPerMerchant,
                history,
                lekeOrders,
                speedFactor,
                linger,
                historyLinger,
                entities,
                registry,
                variables);
    }

    boolean hasLeke() {
        return lekeOrders > 0;
    }

    /** The tables that are not synced. */
    List<BusinessTable> unsynced() {
        return Dictionary.all().stream()
                .filter(page -> page.source().equals("jushuitan")
                        ? !entities.isEmpty() && !entities.contains(page.entity())
                        : !hasLeke())
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
