package io.bisync.local.jushuitan;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How the simulator starts. The same seed, clock and merchants give the same orders, byte by byte.
 *
 * @param openapiPort the open API's port on the loopback address, 0 for a free one
 * @param controlPort the control address's port, 0 for a free one
 * @param merchants the first of them has the order 38852
 * @param history how far back the last changes of the orders reach
 * @param tokenLifetime how long an access token and its refresh token are valid
 * @param speed how many times more calls than the vendor's limits are allowed
 * @param changesPerSecond how fast the orders live, over all merchants; 0 for only when asked
 */
public record SimulatorSettings(
        int openapiPort,
        int controlPort,
        long seed,
        List<MerchantSettings> merchants,
        Duration history,
        Duration tokenLifetime,
        double speed,
        double changesPerSecond,
        InstantSource clock) {

    /** Copies the merchants. */
    public SimulatorSettings {
        merchants = List.copyOf(merchants);
    }

    /** Two merchants with so many orders each over 90 days, free ports, the vendor's limits, standing still. */
    public static SimulatorSettings of(int ordersEach) {
        return new SimulatorSettings(
                0,
                0,
                7,
                List.of(
                        MerchantSettings.own(11_053_062, "川梣铺子", ordersEach),
                        MerchantSettings.own(12_000, "海棠商贸", ordersEach)),
                Duration.ofDays(90),
                Duration.ofDays(30),
                1,
                0,
                InstantSource.system());
    }

    /** With these ports. */
    public SimulatorSettings withPorts(int openapi, int control) {
        return new SimulatorSettings(
                openapi, control, seed, merchants, history, tokenLifetime, speed, changesPerSecond, clock);
    }

    /** With this seed. */
    public SimulatorSettings withSeed(long other) {
        return new SimulatorSettings(
                openapiPort, controlPort, other, merchants, history, tokenLifetime, speed, changesPerSecond, clock);
    }

    /** With these merchants. */
    public SimulatorSettings withMerchants(MerchantSettings... others) {
        return new SimulatorSettings(
                openapiPort,
                controlPort,
                seed,
                List.of(others),
                history,
                tokenLifetime,
                speed,
                changesPerSecond,
                clock);
    }

    /** With history of this length. */
    public SimulatorSettings withHistory(Duration length) {
        return new SimulatorSettings(
                openapiPort, controlPort, seed, merchants, length, tokenLifetime, speed, changesPerSecond, clock);
    }

    /** With tokens that live so long. */
    public SimulatorSettings withTokenLifetime(Duration lifetime) {
        return new SimulatorSettings(
                openapiPort, controlPort, seed, merchants, history, lifetime, speed, changesPerSecond, clock);
    }

    /** With limits so many times higher. */
    public SimulatorSettings withSpeed(double factor) {
        return new SimulatorSettings(
                openapiPort, controlPort, seed, merchants, history, tokenLifetime, factor, changesPerSecond, clock);
    }

    /** With orders that live at this pace. */
    public SimulatorSettings withChangesPerSecond(double changes) {
        return new SimulatorSettings(
                openapiPort, controlPort, seed, merchants, history, tokenLifetime, speed, changes, clock);
    }

    /** With this clock. */
    public SimulatorSettings withClock(InstantSource source) {
        return new SimulatorSettings(
                openapiPort, controlPort, seed, merchants, history, tokenLifetime, speed, changesPerSecond, source);
    }
}
