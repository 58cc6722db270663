package io.bisync.jushuitan.pull;

import static io.bisync.jushuitan.pull.TwoShops.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.account.Cursor;
import io.bisync.account.change.AccountChanged;
import io.bisync.account.change.AccountChanged.Kind;
import io.bisync.event.Event;
import io.bisync.jushuitan.AccountLog;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.jushuitan.field.Defect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.SmartLifecycle;

/** Live pulls against a Jushuitan whose orders live. */
class LivePullsTests {

    private final TwoShops shops = new TwoShops();
    private final CollectingSink sink = shops.sink;
    private SmartLifecycle pulls;

    @BeforeEach
    void startPulling() {
        shops.add("1");
        pulls = shops.pull();
    }

    @AfterEach
    void stop() {
        shops.close();
    }

    @Test
    void losesNoOrderWhileTheOrdersLive() {
        shops.jushuitan.pace().changesPerSecond(200);
        await().atMost(LIMIT).until(() -> sink.size() > 1_000);
        shops.jushuitan.pace().pause();

        shops.everythingArrives("1");
        assertThat(sink.newest("1")).hasSizeGreaterThan(100);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shops.cursor("1"))
                        .extracting(Cursor::caughtUpAt)
                        .isNotNull());
    }

    @Test
    void publishesNothingPersonal() {
        shops.jushuitan.pace().changesPerSecond(200);
        await().atMost(LIMIT).until(() -> sink.size() > 1_000);
        shops.jushuitan.pace().pause();

        assertThat(sink.events()).extracting(LivePullsTests::text).allMatch(it -> it.contains("\"items\""));
        assertThat(sink.events())
                .noneMatch(it -> text(it).contains(JushuitanSimulator.PERSONAL_MARK))
                .noneMatch(it -> it.toString().contains(JushuitanSimulator.PERSONAL_MARK));
        assertThat(shops.registry.get("bi.pull.redacted").counters())
                .as("not every way to redact has had something to do")
                .anyMatch(it -> it.count() > 0);
    }

    @Test
    void theCursorStaysWhileNothingCanBePublished() {
        shops.everythingArrives("1");
        await().atMost(LIMIT).until(() -> shops.cursor("1") != null);
        sink.refuse();
        shops.merchant("1").live(250);
        String before = Objects.requireNonNull(shops.cursor("1")).value();
        await().atMost(LIMIT).until(() -> sink.refused() > 2);

        assertThat(Objects.requireNonNull(shops.cursor("1")).value()).isEqualTo(before);
        assertThat(shops.failures("1", "BI-JST-26")).isPositive();

        sink.accept();
        shops.everythingArrives("1");
    }

    @Test
    void followsAccountsThatComeAndGo() {
        shops.everythingArrives("1");
        shops.add("2");
        shops.everythingArrives("2");

        shops.controlPlane.disable("1");
        await().atMost(LIMIT).until(() -> Double.isNaN(shops.lag("1")));
        int published = sink.newest("1").size();
        shops.merchant("1").live(300);
        shops.merchant("2").live(300);
        shops.everythingArrives("2");
        assertThat(sink.newest("1")).hasSize(published);

        shops.add("1");
        shops.everythingArrives("1");
    }

    @Test
    void aPausedEntityOfOneAccountRestsWhileOtherAccountsFlowAndGoesOnFromItsCursorWithoutAGap() {
        shops.everythingArrives("1");
        shops.add("2");
        shops.everythingArrives("2");
        try (AccountLog log = new AccountLog()) {
            shops.controlPlane.pause("1", "order");
            await().atMost(LIMIT).until(() -> Double.isNaN(shops.lag("1")));
            Map<String, Long> published = sink.newest("1");
            String cursor = Objects.requireNonNull(shops.cursor("1")).value();
            shops.merchant("1").live(300);
            shops.merchant("2").live(300);
            shops.everythingArrives("2");
            assertThat(sink.newest("1")).isEqualTo(published);
            assertThat(Objects.requireNonNull(shops.cursor("1")).value()).isEqualTo(cursor);

            shops.controlPlane.resume("1", "order");
            shops.everythingArrives("1");
            assertThat(log.of("1"))
                    .filteredOn(it -> it.contains("of this entity"))
                    .containsExactly("INFO The pull of this entity is paused", "INFO The pull of this entity goes on");
        }
    }

    @Test
    void anAccountIsAskedForAsSoonAsItIsHeardOf() {
        pulls.stop();
        LivePulls patient = shops.pullPatiently();
        shops.merchant("1").live(300);
        shops.everythingArrives("1");

        shops.add("2");
        patient.look(new AccountChanged("jushuitan", "2", Kind.CREATED));
        shops.everythingArrives("2");
    }

    @Test
    void oneOfTwoReplicasPullsAndTheOtherTakesOver() {
        shops.everythingArrives("1");
        SmartLifecycle second = shops.pull();
        shops.merchant("1").live(300);
        shops.everythingArrives("1");
        assertThat(sink.events()).as("nothing is published twice").doesNotHaveDuplicates();
        long distinct = sink.events().stream()
                .map(it -> it.id() + ":" + it.version())
                .distinct()
                .count();
        assertThat(distinct).isGreaterThanOrEqualTo(sink.size() - 1L);

        pulls.stop();
        shops.merchant("1").live(300);
        shops.everythingArrives("1");
        assertThat(second.isRunning()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void goesOnAfter(Fault.Effect effect, String error) {
        shops.everythingArrives("1");
        shops.jushuitan.faults().inject(new Fault(effect, 3, "/open/orders", null));
        shops.merchant("1").live(250);

        shops.everythingArrives("1");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shops.registry
                                .find("bi.pull.failures")
                                .tag("code", error)
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
        shops.everythingArrives("1");
        shops.jushuitan.faults().inject(new Fault(new Fault.Effect.Code(199, "调用频次超过限制"), 2, "/open/orders", null));
        shops.jushuitan.faults().inject(new Fault(new Fault.Effect.Code(200, "调用频次超过限制"), 1, "/open/orders", null));
        shops.jushuitan.revokeTokens(shops.coId("1"));
        shops.merchant("1").live(250);

        shops.everythingArrives("1");
        assertThat(shops.registry.find("bi.pull.failures").counters()).isEmpty();
        assertThat(shops.registry.find("bi.pull.calls").tag("code", "199").counters())
                .isNotEmpty();
        assertThat(shops.registry.find("bi.pull.calls").tag("code", "100").counters())
                .isNotEmpty();
    }

    @Test
    void anOrderWithoutIdOrVersionIsPublishedAllTheSame() {
        shops.everythingArrives("1");
        shops.merchant("1").poison(Defect.MISSING_ID);
        shops.merchant("1").poison(Defect.MISSING_VERSION);
        shops.merchant("1").live(5);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(sink.events())
                        .anyMatch(it -> it.id() == null)
                        .anyMatch(it -> it.version() == null && it.id() != null));
        shops.everythingArrives("1");
    }

    private static String text(Event event) {
        return new String(event.value(), StandardCharsets.UTF_8);
    }
}
