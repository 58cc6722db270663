package io.bisync.proof.pull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How often entities of an account change: each at random, at a rate of its own between two of its class.
 *
 * @param orders the least and most changes a second of each
 */
record Activity(String name, Rates orders, Rates documents, Rates masters) {

    private static final int SEED = 7;

    /** Changes a second of one entity: any between both, as their logarithms lie. */
    record Rates(double least, double most) {}

    /** What is looked at: a busy account, a quiet one, and one whose orders stand still. */
    static List<Activity> all() {
        return List.of(
                new Activity("busy", new Rates(0.05, 2), new Rates(0.001, 0.2), new Rates(0.00001, 0.01)),
                new Activity("quiet", new Rates(0.005, 0.05), new Rates(0.0001, 0.01), new Rates(0.000001, 0.001)),
                new Activity(
                        "orders stand still", new Rates(0.001, 0.01), new Rates(0.002, 0.02), new Rates(0.0001, 0.01)));
    }

    /** The account's entities before anything changed, the same every time. */
    Map<String, ChangingEntity> entities() {
        var random = new Random(SEED);
        Map<String, ChangingEntity> entities = new LinkedHashMap<>();
        for (PaceClass paceClass : PaceClass.values()) {
            Duration pace = paceClass.pace();
            Rates rates = rates(paceClass);
            paceClass
                    .names()
                    .forEach(name -> entities.put(
                            name, new ChangingEntity(pace, rates.least(), rates.most(), random.nextLong())));
        }
        return entities;
    }

    private Rates rates(PaceClass paceClass) {
        return switch (paceClass) {
            case ORDERS -> orders;
            case DOCUMENTS -> documents;
            case MASTERS -> masters;
        };
    }
}
