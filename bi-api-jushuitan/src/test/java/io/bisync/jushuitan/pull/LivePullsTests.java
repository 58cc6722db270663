package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.Credentials;
import io.bisync.account.Cursor;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.event.Event;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.MerchantAccount;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.jushuitan.merchant.Poison;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.SmartLifecycle;

/** Live pulls against a Jushuitan whose orders live. */
class LivePullsTests {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private final InstantSource clock = InstantSource.system();
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final CollectingSink sink = new CollectingSink();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<SmartLifecycle> started = new ArrayList<>();
    private final JushuitanSimulator jushuitan =
            JushuitanSimulator.start(SimulatorSettings.of(400).withSpeed(50).withHistory(Duration.ofDays(3)));

    @BeforeEach
    void startPulling() {
        add("1", 0);
        pulls();
    }

    @AfterEach
    void stop() {
        started.forEach(SmartLifecycle::stop);
        jushuitan.close();
    }

    @Test
    void losesNoOrderWhileTheOrdersLive() {
        jushuitan.pace().changesPerSecond(200);
        await().atMost(LIMIT).until(() -> sink.size() > 2_000);
        jushuitan.pace().pause();

        everythingArrives("1", 0);
        assertThat(sink.newest("1")).hasSizeGreaterThan(100);
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(cursor()).extracting(Cursor::caughtUpAt).isNotNull());
    }

    @Test
    void publishesNothingPersonal() {
        jushuitan.pace().changesPerSecond(200);
        await().atMost(LIMIT).until(() -> sink.size() > 1_000);
        jushuitan.pace().pause();

        assertThat(sink.events()).extracting(LivePullsTests::text).allMatch(it -> it.contains("\"items\""));
        assertThat(sink.events())
                .noneMatch(it -> text(it).contains(JushuitanSimulator.PERSONAL_MARK))
                .noneMatch(it -> it.toString().contains(JushuitanSimulator.PERSONAL_MARK));
        assertThat(registry.get("bi.pull.redacted").counter().count()).isPositive();
    }

    @Test
    void theCursorStaysWhileNothingCanBePublished() {
        everythingArrives("1", 0);
        await().atMost(LIMIT).until(() -> cursor() != null);
        sink.refuse();
        jushuitan.merchant(coId(0)).live(250);
        String before = Objects.requireNonNull(cursor()).value();
        await().atMost(LIMIT).until(() -> sink.refused() > 2);

        assertThat(Objects.requireNonNull(cursor()).value()).isEqualTo(before);
        assertThat(registry.counter("bi.pull.failures", "account", "1", "entity", "order", "error", "BI-JST-26")
                        .count())
                .isPositive();

        sink.accept();
        everythingArrives("1", 0);
    }

    @Test
    void followsAccountsThatComeAndGo() {
        everythingArrives("1", 0);
        add("2", 1);
        everythingArrives("2", 1);

        controlPlane.disable("1");
        await().atMost(LIMIT).until(() -> leaseIsFree("1"));
        int published = sink.newest("1").size();
        jushuitan.merchant(coId(0)).live(300);
        jushuitan.merchant(coId(1)).live(300);
        everythingArrives("2", 1);
        assertThat(sink.newest("1")).hasSize(published);

        add("1", 0);
        everythingArrives("1", 0);
    }

    @Test
    void oneOfTwoReplicasPullsAndTheOtherTakesOver() {
        everythingArrives("1", 0);
        SmartLifecycle second = pulls();
        jushuitan.merchant(coId(0)).live(300);
        everythingArrives("1", 0);
        assertThat(sink.events()).as("nothing is published twice").doesNotHaveDuplicates();
        long distinct = sink.events().stream()
                .map(it -> it.id() + ":" + it.version())
                .distinct()
                .count();
        assertThat(distinct).isGreaterThanOrEqualTo(sink.size() - 1L);

        started.getFirst().stop();
        jushuitan.merchant(coId(0)).live(300);
        everythingArrives("1", 0);
        assertThat(second.isRunning()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void goesOnAfter(Fault.Effect effect, String error) {
        everythingArrives("1", 0);
        jushuitan.faults().inject(new Fault(effect, 3, "/open/orders", null));
        jushuitan.merchant(coId(0)).live(250);

        everythingArrives("1", 0);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(registry.find("bi.pull.failures")
                                .tag("error", error)
                                .counters())
                        .as("failures with %s", error)
                        .isNotEmpty());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new Fault.Effect.Html(), "BI-JST-12"),
                Arguments.of(new Fault.Effect.BrokenJson(), "BI-JST-12"),
                Arguments.of(new Fault.Effect.Http(503), "BI-JST-11"),
                Arguments.of(new Fault.Effect.Code(777, "未知"), "BI-JST-15"),
                Arguments.of(new Fault.Effect.Code(190, "无API权限"), "BI-JST-04"),
                Arguments.of(new Fault.Effect.Code(150, "内部处理异常"), "BI-JST-14"),
                Arguments.of(new Fault.Effect.WithoutTs(), "BI-JST-20"));
    }

    @Test
    void frequencyLimitsAndLostTokensAreNoFailures() {
        everythingArrives("1", 0);
        jushuitan.faults().inject(new Fault(new Fault.Effect.Code(199, "调用频次超过限制"), 2, "/open/orders", null));
        jushuitan.faults().inject(new Fault(new Fault.Effect.Code(200, "调用频次超过限制"), 1, "/open/orders", null));
        jushuitan.revokeTokens(coId(0));
        jushuitan.merchant(coId(0)).live(250);

        everythingArrives("1", 0);
        assertThat(registry.find("bi.pull.failures").counters()).isEmpty();
        assertThat(registry.find("bi.pull.calls").tag("code", "199").counters()).isNotEmpty();
        assertThat(registry.find("bi.pull.calls").tag("code", "100").counters()).isNotEmpty();
    }

    @Test
    void anOrderWithoutIdOrVersionIsPublishedAllTheSame() {
        everythingArrives("1", 0);
        jushuitan.merchant(coId(0)).poison(Poison.MISSING_ID);
        jushuitan.merchant(coId(0)).poison(Poison.MISSING_TS);
        jushuitan.merchant(coId(0)).live(5);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(sink.events())
                        .anyMatch(it -> it.id() == null)
                        .anyMatch(it -> it.version() == null && it.id() != null));
        everythingArrives("1", 0);
    }

    private static String text(Event event) {
        return new String(event.value(), StandardCharsets.UTF_8);
    }

    private SmartLifecycle pulls() {
        SmartLifecycle pulls = Pulling.pulls(jushuitan.openapi(), controlPlane, sink, registry);
        started.add(pulls);
        pulls.start();
        return pulls;
    }

    private void add(String id, int merchant) {
        MerchantAccount at = jushuitan.accounts().get(merchant);
        controlPlane.add(
                new Account(id, "jushuitan", at.name(), AppKind.OWN, at.appKey(), true, String.valueOf(at.coId())),
                new Credentials(at.appKey(), at.appSecret()));
    }

    private long coId(int merchant) {
        return jushuitan.accounts().get(merchant).coId();
    }

    private @Nullable Cursor cursor() {
        return controlPlane.cursor("1", "order").orElse(null);
    }

    private boolean leaseIsFree(String account) {
        try {
            var lease = controlPlane.leaseCursor(account, "order", "test", Duration.ofMillis(1));
            lease.ifPresent(controlPlane::releaseCursor);
            return lease.isPresent();
        } catch (ControlPlaneRefusedException disabled) {
            return true;
        }
    }

    /** Every order above the first cursor is published in its present version. */
    private void everythingArrives(String account, int merchant) {
        await().atMost(LIMIT).untilAsserted(() -> {
            Map<String, Long> wanted = new HashMap<>();
            long yesterday = clock.instant().minus(Duration.ofDays(1)).toEpochMilli();
            jushuitan.merchant(coId(merchant)).truth(row -> {
                if (row.table().equals("jushuitan_order")) {
                    wanted.put(String.valueOf(row.key().get("o_id")), row.version());
                }
            });
            wanted.keySet()
                    .removeIf(id -> jushuitan
                            .merchant(coId(merchant))
                            .order(Long.parseLong(id))
                            .map(it -> it.changedAt().toEpochMilli() < yesterday)
                            .orElse(true));
            assertThat(sink.newest(account)).containsAllEntriesOf(wanted);
        });
    }
}
