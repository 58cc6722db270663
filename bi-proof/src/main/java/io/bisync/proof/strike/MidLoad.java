package io.bisync.proof.strike;

import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import io.bisync.proof.probe.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A load that the stand-in has begun to receive and receives no further, so that something can strike in its middle. */
public final class MidLoad {

    /** Some rows, and less than a round of live changes. */
    private static final long BYTES = 2_048;
    /** Less than StarRocks' own limit of a load: it must not be that one that ends it. */
    private static final Duration STALL = Duration.ofSeconds(40);

    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final StarRocksStandIn starRocks;
    private final Load load;

    private MidLoad(StarRocksStandIn starRocks, Load load) {
        this.starRocks = starRocks;
        this.load = load;
    }

    /** Waits for a load into the table and holds it; empty when none came. Whoever gets one has to let it go. */
    public static Optional<MidLoad> await(StarRocksStandIn starRocks, String table) {
        starRocks.faults().next(Integer.MAX_VALUE, new Fault.StalledBody(BYTES, STALL), table, "*");
        List<MidLoad> met = new ArrayList<>();
        boolean found = Patience.await(
                () -> {
                    starRocks.loads().stream()
                            .filter(load -> isHeld(load, table))
                            .findFirst()
                            .ifPresent(load -> met.add(new MidLoad(starRocks, load)));
                    return !met.isEmpty();
                },
                Duration.ofMillis(20),
                LIMIT);
        if (!found) {
            starRocks.faults().clear();
        }
        return met.stream().findFirst();
    }

    private static boolean isHeld(Load load, String table) {
        return load.table().equals(table) && load.isStalled() && load.rowsReceived() > 0;
    }

    /** The load as it was when it was met. */
    public Load load() {
        return load;
    }

    /** Lets the stand-in go on with it and with whatever else waits there. */
    public void letGo() {
        starRocks.faults().clear();
    }

    /** Waits until its label is visible, and says whether it was in time. */
    public boolean isLoadedInTime() {
        return Patience.await(this::isLoaded, LIMIT);
    }

    /** Whether its label is visible now. */
    public boolean isLoaded() {
        return starRocks.loads().stream()
                .anyMatch(other -> other.label().equals(load.label()) && other.state() == LoadState.VISIBLE);
    }

    @Override
    public String toString() {
        return "%s with %,d rows received".formatted(load.label(), load.rowsReceived());
    }
}
