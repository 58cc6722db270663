package io.bisync.jushuitan.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.Cursor;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.hint.Hint;
import io.bisync.account.hint.Hint.Reason;
import io.bisync.event.Event;
import io.bisync.event.Origin;
import io.bisync.jushuitan.AccountLog;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.pull.CollectingSink;
import io.bisync.jushuitan.pull.Pulling;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.jushuitan.book.Company;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** Hints, read again at a Jushuitan. */
class HintsTests {

    private static final PulledEntity STOCK = declared(Pulling.INVENTORY, "sku_ids", "sku_id");

    private final JushuitanSimulator jushuitan =
            JushuitanSimulator.start(SimulatorSettings.of(200).withSpeed(1_000).withHistory(Duration.ofHours(6)));
    private final InstantSource clock = InstantSource.system();
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CollectingSink sink = new CollectingSink();
    private final PushAccounts accounts = new PushAccounts(controlPlane, clock);
    private final PushMeters meters = new PushMeters(registry);
    private final PushProperties properties = new PushProperties(
            List.of(),
            DataSize.ofKilobytes(256),
            20,
            32,
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMinutes(10),
            50);
    private final Rereads rereads = new Rereads(
            controlPlane,
            accounts,
            RealCalls.to(jushuitan.openapi(), controlPlane, registry),
            Pulling.publisher(sink, registry),
            List.of(declared(Pulling.ORDERS, "o_ids", "o_id"), STOCK),
            clock,
            meters);
    private final HintListener listener = new HintListener(
            accounts, rereads, new Gatherings(properties.gather(), rereads), properties, clock, meters);

    HintsTests() {
        MerchantAccount at = jushuitan.accounts().getFirst();
        controlPlane.add(
                new Account("1", "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, null),
                new Credentials(at.appKey(), at.appSecret()));
        controlPlane.setCursor("1", "order", new Cursor("22000000000", clock.instant()));
    }

    @AfterEach
    void stop() {
        jushuitan.close();
    }

    @Test
    void anOrderIsPublishedAsItIsNowAheadOfTheCursorAndTheCursorStays() throws Exception {
        long version = merchant().touch(Merchant.LANDMARK).orElseThrow().ts();
        handle(order(Merchant.LANDMARK, Reason.PUSHED));

        assertThat(sink.events()).hasSize(1).first().satisfies(it -> {
            assertThat(it.id()).isEqualTo(String.valueOf(Merchant.LANDMARK));
            assertThat(it.version()).isEqualTo(version);
            assertThat(it.origin()).isEqualTo(Origin.PUSH);
            assertThat(new String(it.value(), StandardCharsets.UTF_8)).doesNotContain(JushuitanSimulator.PERSONAL_MARK);
        });
        assertThat(controlPlane.cursor("1", "order").orElseThrow().value()).isEqualTo("22000000000");
        assertThat(hints("read")).isEqualTo(1);
        assertThat(registry.get("bi.push.reread.rows").counter().count()).isEqualTo(1);
        assertThat(registry.get("bi.push.latency").timer().count()).isEqualTo(1);
    }

    @Test
    void stockIsAskedForInEachWarehouseWhoseLivePullHasBegun() throws Exception {
        var warehouses = new Company(jushuitan.accounts().getFirst().coId()).warehouses();
        var begun = warehouses.subList(0, 2);
        begun.forEach(it -> controlPlane.setCursor("1", "inventory." + it, new Cursor("1", clock.instant())));
        handle(new Hint("1", "inventory", "sku_id", firstSku(), Reason.PUSHED));

        assertThat(sink.events())
                .extracting(Event::scope)
                .hasSameElementsAs(begun.stream().map(String::valueOf).toList());
    }

    @Test
    void aThousandForgedPushesCostFewCallsAndWhatIsTooMuchIsGivenUp() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 1_000; i++) {
                var hint = order(1_000_000 + i, Reason.PUSHED);
                var _ = threads.submit(() -> {
                    handle(hint);
                    return hint;
                });
            }
        }

        assertThat(sink.events()).isEmpty();
        assertThat(hints("read") + hints("crowded")).isEqualTo(1_000);
        assertThat(hints("crowded")).isPositive();
        assertThat(jushuitan.calls().last(1_000).stream()
                        .filter(it -> it.path().contains("orders"))
                        .count())
                .isLessThanOrEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "9, order,    o_id,   1, unknown_account",
        "1, nothing,  o_id,   1, unknown_entity",
        "1, order,    l_id,   1, unknown_field",
        "1, inventory,sku_id, 1, not_begun",
    })
    void whatCannotBeReadIsGivenUpAndAnOperatorIsTold(
            String account, String entity, String field, String id, String reason) throws Exception {
        handle(new Hint(account, entity, field, id, Reason.PUSHED));
        try (AccountLog log = new AccountLog()) {
            handle(new Hint(account, entity, field, id, Reason.ASKED));
            assertThat(log.of(account)).containsExactly("WARN BI-JST-95");
        }
        assertThat(hints(reason)).isEqualTo(2);
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void anAccountThatRestsIsNotReadAndWhatFailsForGoodIsNotTriedAgain() throws Exception {
        controlPlane.holdBegan("jushuitan", "1", "erp.jushuitan.order", 0, 7);
        handle(order(Merchant.LANDMARK, Reason.PUSHED));
        controlPlane.lift("1");
        controlPlane.disable("1");
        accounts.look();
        handle(order(Merchant.LANDMARK, Reason.PUSHED));
        controlPlane.enable("1");
        accounts.look();
        jushuitan.faults().inject(new Fault(new Fault.Effect.Code(190, "无API权限"), 1, "/open/orders", null));
        handle(order(Merchant.LANDMARK, Reason.PUSHED));

        assertThat(List.of(hints("held"), hints("disabled"), hints("refused"))).containsOnly(1.0);
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void anEntityThatIsPausedIsNotReadUntilItGoesOnAndTheOthersOfItsAccountAre() throws Exception {
        long warehouse =
                new Company(jushuitan.accounts().getFirst().coId()).warehouses().getFirst();
        controlPlane.setCursor("1", "inventory." + warehouse, new Cursor("1", clock.instant()));
        controlPlane.pause("1", "order");
        handle(order(Merchant.LANDMARK, Reason.PUSHED));
        assertThatExceptionOfType(HintDroppedException.class)
                .as("it may have waited for its turn since before the pause")
                .isThrownBy(() -> rereads.of(new Gatherings.Place("1", "order", "o_id", 20), List.of("1")));
        assertThat(hints("paused")).isEqualTo(1);
        assertThat(jushuitan.calls().last(10)).noneMatch(it -> it.path().contains("orders"));

        handle(new Hint("1", "inventory", "sku_id", firstSku(), Reason.PUSHED));
        assertThat(sink.events()).hasSize(1);
        controlPlane.resume("1", "order");
        accounts.look();
        handle(order(Merchant.LANDMARK, Reason.PUSHED));
        assertThat(sink.events()).hasSize(2);
    }

    @Test
    void whatPassesFailsAndIsTriedAgain() throws Exception {
        jushuitan.faults().inject(new Fault(new Fault.Effect.Http(502), 1, "/open/orders", null));
        assertThatExceptionOfType(CallFailedException.class)
                .isThrownBy(() -> handle(order(Merchant.LANDMARK, Reason.PUSHED)));
        handle(order(Merchant.LANDMARK, Reason.PUSHED));
        assertThat(sink.events()).hasSize(1);
    }

    @Test
    void aPushThatWaitedTooLongIsGivenUpAndAnOperatorsWordIsNot() throws Exception {
        Instant before = clock.instant().minus(Duration.ofMinutes(11));
        listener.handle(order(Merchant.LANDMARK, Reason.PUSHED), before.toEpochMilli());
        assertThat(hints("late")).isEqualTo(1);
        assertThat(sink.events()).isEmpty();
        listener.handle(order(Merchant.LANDMARK, Reason.ASKED), before.toEpochMilli());
        assertThat(sink.events()).hasSize(1);
    }

    private void handle(Hint hint) throws Exception {
        listener.handle(hint, clock.millis());
    }

    private static Hint order(long id, Reason reason) {
        return new Hint("1", "order", "o_id", String.valueOf(id), reason);
    }

    private Merchant merchant() {
        return jushuitan.merchant(jushuitan.accounts().getFirst().coId());
    }

    /** A SKU that there is. */
    private String firstSku() {
        var found = new ArrayList<String>();
        merchant()
                .books()
                .of("inventory")
                .orElseThrow()
                .truth(row -> found.add(String.valueOf(row.key().get("sku_id"))));
        return found.getFirst();
    }

    private double hints(String result) {
        var counter = registry.find("bi.push.hints").tag("result", result).counter();
        return counter == null ? 0 : counter.count();
    }

    /** The small entities of tests, asked for by their ids. */
    private static PulledEntity declared(PulledEntity of, String parameter, String field) {
        Endpoint endpoint = of.endpoint();
        return new PulledEntity(
                of.entity(),
                of.traffic(),
                of.increment() instanceof Increment.RowVersion version
                                && version.parameter().equals("ts")
                        ? endpoint.byIdsInOneText(parameter, field, 20)
                        : endpoint.byIds(parameter, field, 20),
                of.increment(),
                of.fanOut(),
                of.pace(),
                of.rescans());
    }
}
