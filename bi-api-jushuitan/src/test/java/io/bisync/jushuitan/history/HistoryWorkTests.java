package io.bisync.jushuitan.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.Cursor;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.event.Event;
import io.bisync.event.Origin;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.history.CollectingPages.Cut;
import io.bisync.jushuitan.pull.CollectingSink;
import io.bisync.jushuitan.pull.Pulling;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.jushuitan.book.Company;
import io.bisync.run.Slice;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceProgress;
import io.bisync.run.SliceState;
import io.bisync.run.Window;
import io.bisync.run.work.SliceStoppedException;
import io.bisync.time.ShanghaiTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices of the past, against a Jushuitan whose orders live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryWorkTests {

    private static final String NO_CURSOR = "2";
    private static final Map<SliceKind, Duration> WEEK =
            Map.of(SliceKind.HISTORY, Duration.ofDays(7), SliceKind.REPAIR, Duration.ofDays(7));

    private final InstantSource clock = InstantSource.system();
    private final Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
    private final Instant from = today.minus(Duration.ofDays(6));
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JushuitanSimulator jushuitan =
            JushuitanSimulator.start(SimulatorSettings.of(1_500).withSpeed(50).withHistory(Duration.ofDays(7)));
    private final MerchantAccount merchant = jushuitan.accounts().getFirst();
    private final RateLimitedClient calls = RealCalls.to(jushuitan.openapi(), controlPlane, registry);
    private final HistoryWork work = new HistoryWork(
            new WindowQuestions(
                    controlPlane,
                    calls,
                    List.of(Pulling.ORDERS, Pulling.SHOPS, Pulling.INVENTORY, Entities.of("supplier")),
                    clock),
            calls,
            Pulling.publisher(new CollectingSink(), registry),
            clock);

    HistoryWorkTests() {
        add("1");
        add(NO_CURSOR);
        controlPlane.setCursor("1", "order", new Cursor("1", null));
        controlPlane.setCursor("1", "supplier", new Cursor("1", null));
    }

    private void add(String account) {
        controlPlane.add(account(account, true), new Credentials(merchant.appKey(), merchant.appSecret()));
    }

    private Account account(String id, boolean enabled) {
        return new Account(id, "jushuitan", merchant.name(), AppKind.OWN, merchant.appKey(), enabled, null);
    }

    @BeforeEach
    void forgetFaults() {
        jushuitan.faults().clear();
        jushuitan.pace().pause();
    }

    @AfterAll
    void stop() {
        jushuitan.close();
    }

    @Test
    void whatIsOnlyReadAsAWholeHasNoHistory() {
        assertThat(List.of("order", "inventory", "supplier"))
                .allSatisfy(it -> assertThat(work.windows(it)).isEqualTo(WEEK));
        assertThat(work.windows("shop")).isEmpty();
        assertThat(work.windows("unknown")).isEmpty();
        assertStops(slice("1", "shop"), "BI-JST-42", true);
        assertStops(slice("1", "unknown"), "BI-JST-42", true);
    }

    @Test
    void everyOrderOfTheWindowIsPublishedToTheTopicOfHistory() throws Exception {
        CollectingPages pages = load(slice("1", "order"), SliceProgress.NONE);

        Set<String> ids = orders();
        assertThat(pages.ids()).isEqualTo(ids).hasSizeGreaterThan(500);
        assertThat(pages.topics).containsExactly("erp.jushuitan.order.history");
        assertThat(pages.events).allMatch(it -> it.origin() == Origin.HISTORY);
        assertThat(pages.at().cursor()).isNull();
        assertThat(pages.progress.subList(0, pages.progress.size() - 1)).noneMatch(it -> it.cursor() == null);
        assertThat(pages.at().rows()).isEqualTo(pages.events.size());
        assertThat(pages.at().expected()).isEqualTo(ids.size());
        assertThat(pages.at().calls()).isEqualTo((ids.size() + 99) / 100);
    }

    /** Each process publishes so many pages before it is killed, while orders change. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whoeverGoesOnLosesNoOrderAndAsksForNoPageAgain(int pagesEach) throws Exception {
        int whole = load(slice("1", "order"), SliceProgress.NONE).progress.size();
        jushuitan.pace().changesPerSecond(100);
        CollectingPages all = new CollectingPages();
        boolean done = false;
        while (!done) {
            done = goOn(slice("1", "order"), all, pagesEach);
        }
        jushuitan.pace().pause();

        assertThat(all.ids()).containsAll(orders());
        assertThat(all.progress.size())
                .as("one page more, as page 1 is read again where orders left the window")
                .isLessThanOrEqualTo(whole + 1);
    }

    /** Suppliers are answered of a day at most. */
    @Test
    void aWindowLongerThanTheEntitysPageAnswersIsLoadedInParts() throws Exception {
        CollectingPages all = new CollectingPages();
        int processes = 1;
        while (!goOn(slice("1", "supplier"), all, 1)) {
            processes++;
        }

        assertThat(processes).isEqualTo(6);
        assertThat(all.at().calls()).isEqualTo(6);
        assertThat(all.events).hasSizeGreaterThan(20);
        CollectingPages atOnce = load(slice("1", "supplier"), SliceProgress.NONE);
        assertThat(atOnce.at()).isEqualTo(all.at());
        assertThat(atOnce.ids()).isEqualTo(all.ids());
    }

    @Test
    void stockIsLoadedWithinEachWarehouseWhenEachHasItsLiveCursor() throws Exception {
        assertStops(slice("1", "inventory"), "BI-JST-43", false);
        new Company(merchant.coId())
                .warehouses()
                .forEach(it -> controlPlane.setCursor("1", "inventory." + it, new Cursor("1", null)));

        CollectingPages atOnce = load(slice("1", "inventory"), SliceProgress.NONE);
        CollectingPages all = new CollectingPages();
        boolean done = false;
        while (!done) {
            done = goOn(slice("1", "inventory"), all, 1);
        }
        assertThat(atOnce.events.stream().map(Event::scope).distinct()).hasSize(3);
        assertThat(all.ids()).isEqualTo(atOnce.ids()).hasSizeGreaterThan(100);
        assertThat(all.progress).hasSameSizeAs(atOnce.progress);
        assertThat(all.at().rows()).isEqualTo(atOnce.at().rows());
        assertThat(all.at().expected()).isEqualTo(atOnce.at().expected());
    }

    @Test
    void historyWaitsForTheLivePullAndForItsAccount() {
        assertStops(slice(NO_CURSOR, "order"), "BI-JST-43", false);
        int calls = jushuitan.calls().last(10_000).size();
        Slice disabled = new Slice(
                1,
                1,
                SliceKind.HISTORY,
                1,
                "order",
                new Window(account("1", false), from, today),
                null,
                SliceState.RUNNING,
                0,
                SliceProgress.NONE);
        assertStops(disabled, "BI-JST-43", false);
        assertThat(jushuitan.calls().last(10_000)).hasSize(calls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "{}",
                "{\"scope\":null,\"from\":\"2026-01-01T00:00:00Z\",\"expected\":0,\"part\":null,\"more\":1}",
                "{\"scope\":null,\"from\":\"2026-01-01T00:00:00Z\",\"expected\":0,\"part\":{\"to\":\"2026-01-02T00:00:00Z\",\"walk\":{\"closed\":true,\"page\":0,\"backwards\":false,\"last\":0,\"total\":null},\"counted\":0}}"
            })
    void whereAnotherVersionStoodIsNotGuessed(String cursor) {
        SliceProgress strange = new SliceProgress(cursor, 0, 0, 0, 0, List.of(), List.of());
        assertThatExceptionOfType(SliceStoppedException.class)
                .isThrownBy(() -> load(slice("1", "order"), strange))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-42"))
                .satisfies(it -> assertThat(it.isLasting()).isTrue());
    }

    @Test
    void nothingOfAPageWithoutVersionsIsPublished() {
        jushuitan.faults().inject(new Fault(new Fault.Effect.WithoutTs(), 1, "/open/orders", null));

        assertStops(slice("1", "order"), "BI-JST-20", false);
    }

    @Test
    void whatIsWorthRepeatingIsRepeatedAndTheRestWaitsForAPerson() throws Exception {
        jushuitan.faults().inject(new Fault(new Fault.Effect.Html(), 1, "/open/orders", null));
        assertStops(slice("1", "order"), "BI-JST-12", false);
        jushuitan.faults().inject(new Fault(new Fault.Effect.Code(190, "无API权限"), 1, "/open/orders", null));
        assertStops(slice("1", "order"), "BI-JST-04", true);
        load(slice("1", "order"), SliceProgress.NONE);
    }

    @Test
    void aSpentBudgetIsWaitedForUntilMidnightInShanghai() {
        jushuitan.faults().inject(new Fault(new Fault.Effect.Code(199, "调用频次超过限制"), 6, "/open/orders", null));

        Duration pause = assertStops(slice("1", "order"), "BI-JST-18", false).pause();
        Instant turn = clock.instant().plus(Objects.requireNonNull(pause));
        assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofDays(1));
        assertThat(Duration.between(ShanghaiTime.startOfDay(turn.plusSeconds(60)), turn)
                        .abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    /** A process that goes on with a slice and is killed after so many pages; whether it was the last one. */
    private boolean goOn(Slice slice, CollectingPages all, int pages) throws Exception {
        try {
            work.work(slice, all.at(), all.stopAfter(pages));
            return true;
        } catch (Cut killed) {
            return false;
        }
    }

    private CollectingPages load(Slice slice, SliceProgress begun) throws Exception {
        CollectingPages pages = new CollectingPages();
        work.work(slice, begun, pages);
        return pages;
    }

    private SliceStoppedException assertStops(Slice slice, String code, boolean lasting) {
        CollectingPages pages = new CollectingPages();
        SliceStoppedException stopped =
                catchThrowableOfType(SliceStoppedException.class, () -> work.work(slice, SliceProgress.NONE, pages));
        assertThat(stopped).isNotNull();
        assertThat(stopped.code()).isEqualTo(code);
        assertThat(stopped.isLasting()).isEqualTo(lasting);
        assertThat(pages.events).isEmpty();
        return stopped;
    }

    private Slice slice(String account, String entity) {
        return new Slice(
                1,
                1,
                SliceKind.HISTORY,
                1,
                entity,
                new Window(account(account, true), from, today),
                null,
                SliceState.RUNNING,
                0,
                SliceProgress.NONE);
    }

    /** Those that are in the window now. */
    private Set<String> orders() {
        Set<String> ids = new HashSet<>();
        jushuitan.merchant(merchant.coId()).truth(row -> {
            if (row.table().equals("jushuitan_order")) {
                ids.add(String.valueOf(row.key().get("o_id")));
            }
        });
        ids.removeIf(id -> jushuitan
                .merchant(merchant.coId())
                .order(Long.parseLong(id))
                .map(it -> it.changedAt().isBefore(from) || it.changedAt().isAfter(today))
                .orElse(true));
        return ids;
    }
}
