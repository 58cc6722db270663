package io.bisync.jushuitan.pull;

import static io.bisync.jushuitan.pull.TwoShops.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bisync.account.Account;
import io.bisync.account.Cursor;
import io.bisync.event.Event;
import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.jushuitan.merchant.Merchant;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Live pulls against a Jushuitan whose row versions do what they should not. */
class OddVersionsTests {

    private static final long ABSURD = 4_000_000_000_000_000_000L;
    private static final long ANEW = 5;

    private final TwoShops shops = new TwoShops();
    private final CollectingSink sink = shops.sink;

    @AfterEach
    void stop() {
        shops.close();
    }

    @Test
    void anAbsurdVersionIsRejectedAndNeitherItsOrderNorAnyOtherIsLost() {
        begin();
        shops.jushuitan.faults().inject(new Fault(new Fault.Effect.OddTs(ABSURD), 100_000, "/open/orders", null));
        shops.merchant("1").live(30);
        await().atMost(LIMIT).until(() -> shops.counted("bi.pull.doubted") > 0);
        shops.jushuitan.faults().clear();
        shops.merchant("1").live(30);

        shops.everythingArrives("1");
        assertThat(sink.events()).extracting(Event::version).contains(0L).doesNotContain(ABSURD);
        assertThat(Long.parseLong(Objects.requireNonNull(shops.cursor("1")).value()))
                .isLessThan(1_000_000_000_000L);
        assertThat(shops.failures("1", "BI-JST-46")).isZero();
    }

    @Test
    void versionsThatBeginAnewBelowTheCursorAreNoFreshness() {
        begin();
        shops.merchant("1").versionsBeginAt(ANEW);
        shops.merchant("1").live(20);
        await().atMost(LIMIT).until(() -> shops.failures("1", "BI-JST-46") > 0);
        Instant caughtUpAt = caughtUpAt();
        shops.merchant("1").live(20);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(sink.events())
                        .extracting(it -> it.id() + ":" + it.version())
                        .containsAll(anew().entrySet().stream()
                                .map(it -> it.getKey() + ":" + it.getValue())
                                .toList()));
        assertThat(caughtUpAt()).isEqualTo(caughtUpAt);

        shops.controlPlane.setCursor("1", "order", new Cursor(String.valueOf(ANEW), null));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shops.cursor("1"))
                        .extracting(Cursor::caughtUpAt)
                        .isNotNull());
        assertThat(anew()).isNotEmpty();
    }

    @Test
    void versionsThatBeginAnewAboveTheCursorAreFollowedOnceSeveralRowsAgree() {
        begin();
        shops.merchant("1").versionsBeginAt(400_000_000_000_000_000L);
        shops.merchant("1").live(20);

        shops.everythingArrives("1");
        await().atMost(LIMIT)
                .until(() ->
                        Long.parseLong(Objects.requireNonNull(shops.cursor("1")).value()) > 400_000_000_000_000_000L);
    }

    @Test
    void anOrderThatIsCommittedLateArrives() {
        begin();
        shops.merchant("1").begin(Merchant.LANDMARK);
        shops.merchant("1").live(20);
        shops.everythingArrives("1");

        assertThat(shops.merchant("1").commit()).isEqualTo(1);
        shops.everythingArrives("1");
        assertThat(shops.counted("bi.pull.found")).isPositive();
    }

    @Test
    void answersOfAnotherCompanyStopTheAccount() {
        shops.addAsCompany("1", "999");
        shops.pull();
        await().atMost(LIMIT).until(() -> shops.failures("1", "BI-JST-29") > 1);

        assertThat(sink.size()).isZero();
        assertThat(shops.cursor("1")).isNull();
    }

    @Test
    void anAccountWithoutCompanyAdoptsTheOneOfItsFirstAnswer() {
        shops.addAsCompany("1", null);
        shops.pull();
        shops.everythingArrives("1");

        assertThat(shops.controlPlane.accounts("jushuitan"))
                .extracting(Account::companyId)
                .containsExactly(String.valueOf(shops.coId("1")));
    }

    @Test
    void aCursorThatIsNoVersionIsNamed() {
        shops.add("1");
        shops.controlPlane.setCursor("1", "order", new Cursor("abc", null));
        shops.pull();

        await().atMost(LIMIT).until(() -> shops.failures("1", "BI-JST-48") > 0);
    }

    private void begin() {
        shops.add("1");
        shops.pull(Duration.ofMillis(200));
        shops.everythingArrives("1");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shops.cursor("1"))
                        .extracting(Cursor::caughtUpAt)
                        .isNotNull());
    }

    private Instant caughtUpAt() {
        return Objects.requireNonNull(Objects.requireNonNull(shops.cursor("1")).caughtUpAt());
    }

    /** The orders that changed since versions began anew. */
    private Map<String, Long> anew() {
        Map<String, Long> anew = new HashMap<>();
        shops.merchant("1").truth(row -> {
            if (row.table().equals("jushuitan_order") && row.version() < 1_000_000) {
                anew.put(String.valueOf(row.key().get("o_id")), row.version());
            }
        });
        return anew;
    }
}
