package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.jushuitan.declaration.FanOut;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.increment.FanOutPull;
import io.bisync.jushuitan.increment.Pull;
import io.bisync.jushuitan.increment.Pull.Attempt;
import io.bisync.jushuitan.lease.AccountLeases;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.page.Ceiling;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pull for each warehouse. */
class FanOutPullTests {

    private static final PulledEntity STOCK = Pulling.INVENTORY;
    private static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource clock = now::get;
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(clock);
    private final AccountLeases leases = new AccountLeases(controlPlane, clock, "me", Duration.ofDays(1));
    private final Account account = new Account("1", "jushuitan", "mill", AppKind.OWN, "app", true, "12");
    private final Map<String, Progress> within = new HashMap<>();
    private final Map<String, Pull> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> reached = new ArrayList<>();
    private @Nullable PageRejectedException unlisted;
    private List<Long> listed = List.of(10_001L, 10_002L);

    private final FanOutPull pull = new FanOutPull(
            account,
            STOCK,
            new CursorHold(leases, "1", STOCK.cursor()),
            _ -> {
                if (unlisted != null) {
                    throw unlisted;
                }
                return listed.stream().map(STOCK::within).toList();
            },
            new FanOutPull.Way() {
                @Override
                public Pull begin(PulledEntity scoped, Progress progress) {
                    within.put(scoped.cursor(), progress);
                    return callContext -> {
                        asked.add(scoped.cursor());
                        return answers.getOrDefault(scoped.cursor(), _ -> Attempt.QUIET)
                                .catchUp(callContext);
                    };
                }

                @Override
                public void end(PulledEntity scoped) {
                    within.remove(scoped.cursor());
                }
            },
            clock,
            new Progress() {
                @Override
                public void caughtUp(Instant until, Ceiling ceiling) {
                    reached.add(until + " " + ceiling.highest(until));
                }

                @Override
                public void moved() {
                    reached.clear();
                }

                @Override
                public void ended() {}
            });

    @Test
    void theEntityIsAsFreshAsTheWarehouseThatIsFurthestBehind() throws Exception {
        lease();
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.QUIET);
        assertThat(reached).isEmpty();

        reach("inventory.10001", 500, NOON);
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.QUIET);
        assertThat(reached).isEmpty();

        reach("inventory.10002", 700, NOON.minusSeconds(60));
        pull.catchUp(new StopSignal());
        assertThat(reached).containsExactly(NOON.minusSeconds(60) + " 700");
    }

    @Test
    void oneWhoseCursorGoesOnFromElsewhereLeavesTheFreshnessOpen() throws Exception {
        lease();
        pull.catchUp(new StopSignal());
        reach("inventory.10001", 500, NOON);
        reach("inventory.10002", 700, NOON);
        progress("inventory.10002").moved();
        pull.catchUp(new StopSignal());
        assertThat(reached).isEmpty();
    }

    @Test
    void oneThatMovedMovesTheEntityAndOneThatHasMoreHasItComeBack() throws Exception {
        lease();
        answers.put("inventory.10001", _ -> Attempt.MOVED);
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.MOVED);
        answers.put("inventory.10002", _ -> Attempt.MORE);
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.MORE);
    }

    @Test
    void oneThatHasMoreIsAskedForAloneAndTheOthersAtTheirPace() throws Exception {
        lease();
        answers.put("inventory.10002", _ -> Attempt.MORE);
        pull.catchUp(new StopSignal());
        asked.clear();
        pull.catchUp(new StopSignal());
        assertThat(asked).containsExactly("inventory.10002");

        now.set(NOON.plus(STOCK.pace()));
        asked.clear();
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.MORE);
        assertThat(asked).containsExactlyInAnyOrder("inventory.10001", "inventory.10002");

        answers.put("inventory.10002", _ -> Attempt.MOVED);
        pull.catchUp(new StopSignal());
        asked.clear();
        pull.catchUp(new StopSignal());
        assertThat(asked).hasSize(2);
    }

    @Test
    void oneThatCannotBeReadKeepsNoOtherBackAndIsTold() {
        lease();
        answers.put("inventory.10001", _ -> {
            throw PageRejectedException.emptyWithMore();
        });
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> pull.catchUp(new StopSignal()))
                .withMessageContaining("BI-JST-21");
        assertThat(asked).containsExactlyInAnyOrder("inventory.10001", "inventory.10002");
        assertThat(reached).isEmpty();
    }

    @Test
    void whatIsListedNoMoreStopsAndWhatIsNewBegins() throws Exception {
        lease();
        pull.catchUp(new StopSignal());
        listed = List.of(10_002L, 10_003L);
        pull.catchUp(new StopSignal());
        assertThat(asked).doesNotContain("inventory.10003");

        now.set(NOON.plus(Duration.ofMinutes(10)));
        asked.clear();
        pull.catchUp(new StopSignal());
        assertThat(asked).containsExactlyInAnyOrder("inventory.10002", "inventory.10003");
        assertThat(within).containsOnlyKeys("inventory.10002", "inventory.10003");
    }

    @Test
    void aListThatCannotBeReadIsToldAndWhatIsKnownGoesOn() throws Exception {
        lease();
        pull.catchUp(new StopSignal());
        now.set(NOON.plus(Duration.ofMinutes(10)));
        asked.clear();
        unlisted = PageRejectedException.unlisted("/open/wms/partner/query", "wms_co_id");
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> pull.catchUp(new StopSignal()))
                .withMessageContaining("BI-JST-81");
        assertThat(asked).hasSize(2);
    }

    @Test
    void anAccountInOtherHandsIsNotAskedFor() throws Exception {
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.LEFT);
        lease();
        answers.put("inventory.10001", _ -> Attempt.LEFT);
        answers.put("inventory.10002", _ -> Attempt.LEFT);
        assertThat(pull.catchUp(new StopSignal())).isEqualTo(Attempt.LEFT);
        assertThat(asked).hasSize(1);
    }

    @Test
    void anEntityIsAskedForEachOfWhatItsKeyHolds() {
        assertThat(FanOut.WAREHOUSE.field()).isEqualTo("wms_co_id");
        assertThat(FanOut.SHOP.field()).isEqualTo("shop_id");
        assertThat(LongStream.of(10_001).mapToObj(STOCK::within))
                .singleElement()
                .satisfies(it -> assertThat(it.cursor()).isEqualTo("inventory.10001"));
    }

    private void lease() {
        controlPlane.add(account, new Credentials("app", "secret"));
        leases.renew();
    }

    private void reach(String cursor, long next, Instant since) {
        progress(cursor).caughtUp(since, _ -> next);
    }

    private Progress progress(String cursor) {
        return java.util.Objects.requireNonNull(within.get(cursor));
    }
}
