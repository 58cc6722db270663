package io.bisync.local.leke;

import io.bisync.local.marks.Marks;
import java.time.InstantSource;

/**
 * How a Leke event source behaves.
 *
 * @param bootstrapServers the broker it writes to
 * @param tenant the tenant all its orders belong to
 * @param seed the same seed gives the same orders and the same changes
 * @param orders how many orders it writes at its start
 * @param changesPerSecond how fast they change after that; 0: only on request
 * @param controlPort the port of its control address; 0: a free one
 * @param rates how often something out of the ordinary happens
 * @param clock the time of the events
 */
public record LekeSettings(
        String bootstrapServers,
        String tenant,
        long seed,
        int orders,
        double changesPerSecond,
        int controlPort,
        Rates rates,
        InstantSource clock) {

    /** The topic that all order change events go to. */
    public static final String TOPIC = "leke.erp.order.change.v1";

    /** Every personal value contains this text. */
    public static final String PERSONAL_MARK = Marks.MARK;

    /** Tenant t1 with 200 orders, at rest, and no poison. */
    public static LekeSettings of(String bootstrapServers) {
        return new LekeSettings(bootstrapServers, "t1", 1, 200, 0, 0, Rates.ordinary(), InstantSource.system());
    }

    /** The same for another tenant. */
    public LekeSettings withTenant(String other) {
        return new LekeSettings(bootstrapServers, other, seed, orders, changesPerSecond, controlPort, rates, clock);
    }

    /** The same with another seed. */
    public LekeSettings withSeed(long other) {
        return new LekeSettings(bootstrapServers, tenant, other, orders, changesPerSecond, controlPort, rates, clock);
    }

    /** The same with more or fewer orders at the start. */
    public LekeSettings withOrders(int count) {
        return new LekeSettings(bootstrapServers, tenant, seed, count, changesPerSecond, controlPort, rates, clock);
    }

    /** The same at another speed. */
    public LekeSettings withChangesPerSecond(double speed) {
        return new LekeSettings(bootstrapServers, tenant, seed, orders, speed, controlPort, rates, clock);
    }

    /** The same on a given control port. */
    public LekeSettings withControlPort(int port) {
        return new LekeSettings(bootstrapServers, tenant, seed, orders, changesPerSecond, port, rates, clock);
    }

    /** The same with other rates. */
    public LekeSettings withRates(Rates other) {
        return new LekeSettings(bootstrapServers, tenant, seed, orders, changesPerSecond, controlPort, other, clock);
    }

    /** The same with another clock. */
    public LekeSettings withClock(InstantSource other) {
        return new LekeSettings(bootstrapServers, tenant, seed, orders, changesPerSecond, controlPort, rates, other);
    }

    /**
     * How many of 1,000 changes are, or are accompanied by, something out of the ordinary.
     *
     * @param deletes an order is deleted
     * @param recreations a deleted order is created again, with a higher version
     * @param duplicates the event is written twice
     * @param swaps the order changes twice and the newer event is written first
     * @param repeats an old event is written again, whatever happened since
     * @param nulls a null value without version is written under the key of a living order
     * @param poison a record that can never be loaded is written
     */
    public record Rates(int deletes, int recreations, int duplicates, int swaps, int repeats, int nulls, int poison) {

        /** Everything that a reader must cope with, and no poison. */
        public static Rates ordinary() {
            return new Rates(20, 15, 40, 40, 100, 10, 0);
        }

        /** The same with so many poison records in 1,000 changes. */
        public Rates withPoison(int perThousand) {
            return new Rates(deletes, recreations, duplicates, swaps, repeats, nulls, perThousand);
        }
    }
}
