package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.Priority;
import io.bisync.event.Event;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.increment.FanOutPull;
import io.bisync.jushuitan.increment.Pull;
import io.bisync.jushuitan.increment.Pull.Attempt;
import io.bisync.jushuitan.increment.RowVersionPull;
import io.bisync.jushuitan.increment.VersionsAnew;
import io.bisync.jushuitan.lease.AccountLeases;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.page.Progress;
import io.bisync.jushuitan.page.PublishedRows;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.jushuitan.page.Scopes;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.book.Book;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stock as a Jushuitan answers it: for each warehouse, most rows without saying which. */
class InventoryPullTests {

    private final JushuitanSimulator jushuitan =
            JushuitanSimulator.start(SimulatorSettings.of(200).withSpeed(1000).withHistory(Duration.ofHours(6)));
    private final InstantSource clock = InstantSource.system();
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RateLimitedClient calls = RealCalls.to(jushuitan.openapi(), controlPlane, registry);
    private final CollectingSink sink = new CollectingSink();
    private final AccountLeases leases = new AccountLeases(controlPlane, clock, "me", Duration.ofHours(1));
    private final PullMeters meters = Pulling.meters(registry);
    private final Account account = account();
    private final Pull pull = new FanOutPull(
            account,
            Pulling.INVENTORY,
            new CursorHold(leases, "1", Pulling.INVENTORY.cursor()),
            callContext -> Scopes.of(Pulling.INVENTORY, account, Priority.LIVE, calls, callContext),
            new FanOutPull.Way() {
                @Override
                public Pull begin(PulledEntity scoped, Progress progress) {
                    return within(scoped, progress);
                }

                @Override
                public void end(PulledEntity scoped) {
                    throw new AssertionError("Every warehouse stays: " + scoped.cursor());
                }
            },
            clock,
            meters.progress("1", "inventory"));

    @AfterEach
    void stop() {
        jushuitan.close();
    }

    @Test
    void everyRowOfEveryWarehouseArrivesUnderItsKeyAndTheSumOfAllDoesNot() throws Exception {
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.MOVED);
        assertThat(sink.newest("1")).isEqualTo(truth());
        assertThat(sink.events())
                .allSatisfy(it -> assertThat(it.id()).startsWith(Objects.requireNonNull(it.scope()) + ":"));
        assertThat(sink.events()).extracting(Event::scope).doesNotContain("0").hasSizeGreaterThan(60);
        assertThat(registry.get("bi.pull.lag")
                        .tag("entity", "inventory")
                        .gauge()
                        .value())
                .isBetween(0.0, 60.0);

        book().live(40);
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.MOVED);
        assertThat(sink.newest("1")).isEqualTo(truth());
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.QUIET);
    }

    @Test
    void eachWarehouseHasACursorOfItsOwnAtBiBasic() throws Exception {
        pull.catchUp(new StopSignal());
        leases.renew();
        List<String> warehouses = sink.events().stream()
                .map(it -> String.valueOf(it.scope()))
                .distinct()
                .toList();
        assertThat(warehouses)
                .hasSize(3)
                .allSatisfy(it ->
                        assertThat(controlPlane.cursor("1", "inventory." + it)).isPresent());
        assertThat(controlPlane.cursor("1", "inventory")).isEmpty();
    }

    private Pull within(PulledEntity scoped, Progress progress) {
        return new RowVersionPull(
                account,
                scoped,
                ((Increment.RowVersion) scoped.increment()).parameter(),
                new CursorHold(leases, "1", scoped.cursor()),
                calls,
                Pulling.publisher(sink, registry),
                new PublishedRows(Pulling.once(clock), account, scoped),
                new VersionsAnew(clock.instant()),
                clock,
                progress);
    }

    private Account account() {
        MerchantAccount at = jushuitan.accounts().getFirst();
        Account first = new Account("1", "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, null);
        controlPlane.add(first, new Credentials(at.appKey(), at.appSecret()));
        leases.renew();
        return first;
    }

    private Book book() {
        return jushuitan
                .merchant(jushuitan.accounts().getFirst().coId())
                .books()
                .of("inventory")
                .orElseThrow();
    }

    /** The version of every row of a warehouse, by warehouse and SKU. */
    private Map<String, Long> truth() {
        Map<String, Long> versions = new HashMap<>();
        book().truth(row -> {
            if (!String.valueOf(row.key().get("wms_co_id")).equals("0")) {
                versions.put(row.key().get("wms_co_id") + ":" + row.key().get("sku_id"), row.version());
            }
        });
        return versions;
    }
}
