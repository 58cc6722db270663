package io.bisync.jushuitan.pull;

import static io.bisync.jushuitan.pull.TwoShops.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.account.Cursor;
import io.bisync.jushuitan.AccountLog;
import io.bisync.local.jushuitan.api.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong with one account: its code, its counter, one log line per change of state, a cursor that stays,
 * and the other account that goes on.
 */
class PullFailureTests {

    private static final String OTHER_TROUBLE = "BI-JST-11";
    private static final Fault.Effect OTHER_FAULT = new Fault.Effect.Http(503);
    private static final int FOR_EVER = Integer.MAX_VALUE;

    private final TwoShops shops = new TwoShops();
    private final AccountLog log = new AccountLog();

    @BeforeEach
    void pullWhatIsThere() {
        shops.add("1");
        shops.add("2");
        shops.pull();
        shops.everythingArrives("1");
        shops.everythingArrives("2");
        await().atMost(LIMIT).until(() -> isCaughtUp("1") && isCaughtUp("2"));
        log.clear();
    }

    @AfterEach
    void stop() {
        shops.close();
        log.close();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                // An attempt makes so many calls before it gives up.
                Arguments.of("expired token", new Fault.Effect.Code(100, "access_token超时"), 2, "BI-JST-16"),
                Arguments.of("limit of a second", new Fault.Effect.Code(199, "调用频次超过限制"), 6, "BI-JST-18"),
                Arguments.of("limit of a minute", new Fault.Effect.Code(200, "调用频次超过限制"), 6, "BI-JST-18"),
                Arguments.of("unknown code", new Fault.Effect.Code(777, "未知"), 1, "BI-JST-15"),
                Arguments.of("HTML", new Fault.Effect.Html(), 1, "BI-JST-12"),
                Arguments.of("half a JSON", new Fault.Effect.BrokenJson(), 1, "BI-JST-12"),
                Arguments.of("empty page with more", new Fault.Effect.EmptyPage(), 1, "BI-JST-21"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void isSaidOnceAndCountedEveryTime(String name, Fault.Effect effect, int calls, String code) {
        inject(effect, 3 * calls);
        inject(OTHER_FAULT, FOR_EVER);
        assertTheTroubleIsTheAccountsOwn(code);

        assertThat(shops.failures("1", code)).as("failures by %s", name).isEqualTo(3);
    }

    @Test
    void aPageWithoutVersionsIsSaidOnceAndCountedEveryTime() {
        // A page without orders is in order, so the number of attempts that fail is not exact.
        inject(new Fault.Effect.WithoutTs(), 8);
        inject(OTHER_FAULT, FOR_EVER);
        assertTheTroubleIsTheAccountsOwn("BI-JST-20");

        assertThat(shops.failures("1", "BI-JST-20")).isBetween(3.0, 8.0);
    }

    @Test
    void aWrongSecretIsSaidOnceAndCountedEveryTime() {
        shops.addWithSecret("1", "wrong");
        await().atMost(LIMIT).until(() -> shops.failures("1", "BI-JST-01") >= 1);
        Cursor before = cursor();
        shops.merchant("1").live(250);
        shops.merchant("2").live(250);
        await().atMost(LIMIT).until(() -> shops.failures("1", "BI-JST-01") >= 3);

        shops.everythingArrives("2");
        assertThat(cursor()).isEqualTo(before);
        // That somebody changed the credentials is said as well: the lease has another fence.
        assertThat(log.of("1")).containsOnlyOnce("WARN BI-JST-01");

        shops.add("1");
        shops.everythingArrives("1");
        // It goes on, or begins anew where it hears of the other fence before its next try.
        assertThat(log.of("1"))
                .filteredOn(it -> it.endsWith("BI-JST-01"))
                .startsWith("WARN BI-JST-01")
                .isSubsetOf("WARN BI-JST-01", "INFO BI-JST-01")
                .doesNotHaveDuplicates();
        assertThat(log.of("2")).isEmpty();
    }

    @Test
    void anEmptyPageIsNoTrouble() {
        Cursor before = cursor();
        Instant reached = Objects.requireNonNull(before.caughtUpAt());
        await().atMost(LIMIT)
                .until(() -> Objects.requireNonNull(cursor().caughtUpAt()).isAfter(reached.plusMillis(300)));

        assertThat(cursor().value()).isEqualTo(before.value());
        assertThat(shops.registry.find("bi.pull.failures").counters()).isEmpty();
        assertThat(log.of("1")).isEmpty();
        shops.merchant("1").live(250);
        shops.everythingArrives("1");
    }

    @Test
    void anAccountThatAnotherReplicaTakesOverIsNotCalledRecovered() {
        inject(OTHER_FAULT, FOR_EVER);
        await().atMost(LIMIT).until(() -> shops.failures("1", OTHER_TROUBLE) >= 1);
        shops.passAtBasic(Duration.ofMinutes(1));
        await().atMost(LIMIT).until(() -> Double.isNaN(shops.lag("1")) || isTakenByAnother());
        await().atMost(LIMIT).until(() -> Double.isNaN(shops.lag("1")));
        shops.controlPlane.release("jushuitan", "other");
        double soFar = shops.failures("1", OTHER_TROUBLE);
        await().atMost(LIMIT).until(() -> shops.failures("1", OTHER_TROUBLE) > soFar + 1);

        assertThat(log.of("1")).containsExactly("WARN BI-JST-11", "INFO The pulls begin", "WARN BI-JST-11");
    }

    private boolean isTakenByAnother() {
        shops.passAtBasic(Duration.ofMinutes(1));
        shops.controlPlane.lease("jushuitan", "other", Duration.ofDays(1), List.of());
        return false;
    }

    private void assertTheTroubleIsTheAccountsOwn(String code) {
        shops.merchant("1").live(250);
        shops.merchant("2").live(250);
        await().atMost(LIMIT).until(() -> shops.failures("1", code) >= 1);
        String before = cursor().value();
        await().atMost(LIMIT).until(() -> shops.failures("1", OTHER_TROUBLE) >= 3);

        shops.everythingArrives("2");
        assertThat(cursor().value()).as("cursor").isEqualTo(before);
        assertThat(log.of("1")).containsExactly("WARN " + code, "WARN " + OTHER_TROUBLE);

        shops.jushuitan.faults().clear();
        shops.everythingArrives("1");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(log.of("1"))
                        .containsExactly("WARN " + code, "WARN " + OTHER_TROUBLE, "INFO " + OTHER_TROUBLE));
        assertThat(log.of("2")).isEmpty();
        assertThat(shops.registry.find("bi.pull.failures").tag("account", "2").counters())
                .isEmpty();
    }

    private void inject(Fault.Effect effect, int calls) {
        shops.jushuitan.faults().inject(new Fault(effect, calls, "/open/orders", shops.coId("1")));
    }

    private Cursor cursor() {
        return Objects.requireNonNull(shops.cursor("1"));
    }

    private boolean isCaughtUp(String account) {
        Cursor cursor = shops.cursor(account);
        return cursor != null && cursor.caughtUpAt() != null;
    }
}
