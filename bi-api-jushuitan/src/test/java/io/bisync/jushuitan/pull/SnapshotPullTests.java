package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.ControlPlane;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.event.Event;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.increment.Pull;
import io.bisync.jushuitan.increment.Pull.Attempt;
import io.bisync.jushuitan.increment.SnapshotPull;
import io.bisync.jushuitan.lease.AccountLeases;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.jushuitan.book.Book;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shops of a Jushuitan: read whole, they change, vanish and come back. */
class SnapshotPullTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T04:00:00Z"));
    private final InstantSource clock = now::get;
    private final JushuitanSimulator jushuitan = JushuitanSimulator.start(
            SimulatorSettings.of(800).withSpeed(100_000).withClock(clock));
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CollectingSink sink = new CollectingSink();
    private final AccountLeases leases = new AccountLeases(controlPlane, clock, "me", Duration.ofDays(60));
    private final Account account = account();
    private Pull pull = pull(leases);

    @AfterEach
    void stop() {
        jushuitan.close();
    }

    @Test
    void whatIsPublishedIsWhatThereIsWhateverVanishesAndComesBack() throws Exception {
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.MOVED);
        assertThat(table().keySet()).isEqualTo(truth());
        for (int round = 0; round < 12; round++) {
            live(12);
            read();
            assertThat(table().keySet()).isEqualTo(truth());
        }
        assertThat(String.valueOf(book().counts())).contains("VANISHED", "CAME_BACK");
        assertThat(sink.events()).anyMatch(Event::isDelete);
    }

    @Test
    void aReadingThatChangesNothingPublishesNothing() throws Exception {
        pull.catchUp(new StopSignal());
        int published = sink.size();
        now.updateAndGet(it -> it.plusSeconds(600));
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.QUIET);
        assertThat(sink.size()).isEqualTo(published);
        assertThat(lag()).isZero();

        pull = pull(anotherPod());
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.QUIET);
        assertThat(sink.size()).isEqualTo(published);
    }

    @Test
    void everyChangeHasAHigherVersionAlsoThatOfAnotherPod() throws Exception {
        pull.catchUp(new StopSignal());
        Map<String, Long> first = sink.newest("1");
        live(30);
        pull = pull(anotherPod());
        read();
        sink.events()
                .subList(first.size(), sink.size())
                .forEach(it -> assertThat(it.version()).isGreaterThan(first.getOrDefault(it.id(), 0L)));
    }

    @Test
    void onlyAReadingWithAllItsPagesCounts() throws Exception {
        pull.catchUp(new StopSignal());
        int published = sink.size();
        live(30);
        jushuitan.faults().inject(new Fault(new Fault.Effect.EmptyPage(), 1, "/open/shops/query", null));
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> pull.catchUp(new StopSignal()))
                .withMessageContaining("BI-JST-21");
        assertThat(sink.size()).isEqualTo(published);
    }

    @Test
    void whoeverCrashedBetweenKafkaAndBiBasicLeavesNothingThatTheNextOneTakesForKnown() throws Exception {
        pull.catchUp(new StopSignal());
        for (int round = 0; round < 12; round++) {
            live(12);
            leases.renew();
            Pull crashing = pull(leases, unheard());
            int before = sink.size();
            assertThatIllegalStateException().isThrownBy(() -> crashing.catchUp(new StopSignal()));
            var underWay = sink.events().subList(before, sink.size()).stream()
                    .map(Event::id)
                    .toList();
            assertThat(controlPlane.snapshot("1", "shop").rows())
                    .filteredOn(it -> underWay.contains(it.key()))
                    .hasSameSizeAs(underWay)
                    .allMatch(it -> it.hash().isEmpty());
            live(12);
            pull = pull(leases);
            read();
            assertThat(table().keySet()).isEqualTo(truth());
        }
    }

    @Test
    void whatKafkaDoesNotTakeIsPublishedLater() throws Exception {
        sink.refuse();
        assertThatIllegalStateException().isThrownBy(() -> pull.catchUp(new StopSignal()));
        sink.accept();
        pull.catchUp(new StopSignal());
        assertThat(table().keySet()).isEqualTo(truth());
    }

    @Test
    void personalValuesAreInNoShop() throws Exception {
        pull.catchUp(new StopSignal());
        assertThat(sink.events()).noneMatch(it -> new String(it.value(), StandardCharsets.UTF_8).contains("\"nick\""));
    }

    @Test
    void withoutTheLeaseNothingIsAsked() throws Exception {
        pull = pull(new AccountLeases(controlPlane, clock, "another", Duration.ofDays(60)));
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.LEFT);
        assertThat(jushuitan.calls().counts()).isEmpty();
    }

    private void live(int changes) {
        now.updateAndGet(it -> it.plusSeconds(60));
        book().live(changes);
    }

    /** Twice, where more than a fifth is gone. */
    private void read() throws Exception {
        CallContext callContext = new StopSignal();
        try {
            pull.catchUp(callContext);
        } catch (PageRejectedException lost) {
            assertThat(lost.code()).isEqualTo("BI-JST-82");
            pull.catchUp(callContext);
        }
    }

    /** What a table would hold: of every row what was published under the highest version, deletes left out. */
    private Map<String, String> table() {
        Map<String, Event> newest = new TreeMap<>();
        sink.events()
                .forEach(it -> newest.merge(
                        Objects.requireNonNull(it.id()),
                        it,
                        (before, after) -> version(after) >= version(before) ? after : before));
        Map<String, String> rows = new TreeMap<>();
        newest.forEach((id, event) -> {
            if (!event.isDelete()) {
                rows.put(id, new String(event.value(), StandardCharsets.UTF_8));
            }
        });
        return rows;
    }

    private static long version(Event event) {
        return Objects.requireNonNull(event.version());
    }

    private Set<String> truth() {
        Set<String> ids = new TreeSet<>();
        book().truth(row -> ids.add(String.valueOf(row.key().get("shop_id"))));
        return ids;
    }

    private Book book() {
        return jushuitan
                .merchant(jushuitan.accounts().getFirst().coId())
                .books()
                .of("shop")
                .orElseThrow();
    }

    private double lag() {
        return registry.get("bi.pull.lag").tag("entity", "shop").gauge().value();
    }

    private AccountLeases anotherPod() {
        leases.release();
        var other = new AccountLeases(controlPlane, clock, "other", Duration.ofDays(60));
        other.renew();
        return other;
    }

    private Pull pull(AccountLeases held) {
        return pull(held, controlPlane);
    }

    /** A bi-basic that never hears what Kafka has taken, as if this process died in between. */
    private ControlPlane unheard() {
        return (ControlPlane) Proxy.newProxyInstance(
                ControlPlane.class.getClassLoader(), new Class<?>[] {ControlPlane.class}, (_, method, arguments) -> {
                    if (method.getName().equals("noteSnapshot")) {
                        throw new IllegalStateException("died");
                    }
                    return method.invoke(controlPlane, arguments);
                });
    }

    private Pull pull(AccountLeases held, ControlPlane basic) {
        return new SnapshotPull(
                account,
                Pulling.SHOPS,
                new CursorHold(held, "1", "shop"),
                RealCalls.to(jushuitan.openapi(), controlPlane, registry, clock),
                Pulling.publisher(sink, registry, clock),
                basic,
                clock,
                Pulling.meters(registry, clock).progress("1", "shop"));
    }

    private Account account() {
        MerchantAccount at = jushuitan.accounts().getFirst();
        Account first = new Account("1", "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, null);
        controlPlane.add(first, new Credentials(at.appKey(), at.appSecret()));
        leases.renew();
        return first;
    }
}
