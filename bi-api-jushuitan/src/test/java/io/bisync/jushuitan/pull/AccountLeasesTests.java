package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.Cursor;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.LeaseLostException;
import io.bisync.account.Leases.RefusedMove;
import io.bisync.jushuitan.call.RealCalls;
import io.bisync.jushuitan.increment.RowVersionPull;
import io.bisync.jushuitan.increment.VersionsAnew;
import io.bisync.jushuitan.lease.AccountLeases;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.Call;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.page.PublishedRows;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.jushuitan.page.PullStates;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class AccountLeasesTests {

    private static final Duration TTL = Duration.ofSeconds(20);
    private static final Account ACCOUNT = new Account("1", "jushuitan", "shop", AppKind.OWN, "app", true, null);

    private Instant now = InstantSource.system().instant();
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(() -> now);
    private final AccountLeases leases = leases("me");
    private final CursorHold hold = new CursorHold(leases, "1", "order");

    AccountLeasesTests() {
        controlPlane.add(ACCOUNT, new Credentials("app", "secret"));
    }

    @Test
    void movesAreToldWithTheNextRequestAndOnlyOnce() {
        leases.renew();
        assertThat(hold.take()).isTrue();
        for (long next = 1; next < 10; next++) {
            hold.move(next, null);
            assertThat(hold.cursor()).isEqualTo(new Cursor(String.valueOf(next), null));
        }
        assertThat(controlPlane.cursor("1", "order")).isEmpty();

        leases.renew();
        assertThat(controlPlane.cursor("1", "order")).contains(new Cursor("9", null));
        controlPlane.forgetCursor("1", "order");
        leases.renew();
        assertThat(controlPlane.cursor("1", "order")).isEmpty();
        assertThat(hold.keep()).isTrue();
    }

    @Test
    void aHolderThatCannotRenewStopsInTime() {
        leases.renew();
        hold.take();
        now = now.plus(TTL.minusMillis(1));
        assertThat(hold.keep()).isTrue();

        now = now.plusMillis(1);
        assertThat(hold.keep()).as("somebody else may have it by now").isFalse();
        assertThat(hold.take()).isFalse();

        leases.renew();
        assertThat(hold.take()).isTrue();
    }

    @Test
    void anAdministratorsCursorIsWhereThePullBegins() {
        leases.renew();
        hold.take();
        hold.move(900, null);
        leases.renew();
        controlPlane.setCursor("1", "order", new Cursor("5", null));
        hold.move(901, null);

        assertThat(leases.renew().refused()).extracting(RefusedMove::code).containsExactly("BI-BASIC-05");
        assertThat(hold.keep()).as("the pull goes on from 901").isFalse();
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> hold.move(902, null));
        leases.renew();
        assertThat(hold.take()).isTrue();
        assertThat(hold.cursor()).isEqualTo(new Cursor("5", null));
    }

    @Test
    void whoeverWakesUpMovesNothing() {
        leases.renew();
        hold.take();
        now = now.plus(TTL.multipliedBy(2));
        AccountLeases others = leases("other");
        others.renew();
        CursorHold other = new CursorHold(others, "1", "order");
        other.take();
        other.move(7, null);
        others.renew();

        hold.move(900, null);
        assertThat(leases.renew().refused()).extracting(RefusedMove::code).containsExactly("BI-BASIC-05");
        assertThat(hold.keep()).isFalse();
        assertThat(hold.take()).isFalse();
        assertThat(controlPlane.cursor("1", "order")).contains(new Cursor("7", null));
    }

    @Test
    void whatIsGivenBackIsAtOnceTheOthersWithItsLastMove() {
        leases.renew();
        hold.take();
        hold.move(7, null);
        leases.release();

        AccountLeases others = leases("other");
        others.renew();
        assertThat(others.cursor("1", "order")).isEqualTo(new Cursor("7", null));
        assertThat(hold.keep()).isFalse();
    }

    @Test
    void whoComesBackAsWhoHeWasHasHisAccountsUnderTheFenceThatTheyHad() {
        leases.renew();
        hold.take();
        hold.move(7, null);
        leases.pause();

        AccountLeases again = leases("me");
        again.renew();
        assertThat(again.fence("1")).isEqualTo(hold.fence());
        assertThat(again.cursor("1", "order")).isEqualTo(new Cursor("7", null));
    }

    @Test
    void whoDoesNotComeBackIsFollowedWhenHisTimeIsOver() {
        leases.renew();
        hold.take();
        leases.pause();
        AccountLeases others = leases("other");
        others.renew();
        assertThat(others.fence("1")).isZero();

        now = now.plus(TTL);
        others.renew();
        assertThat(others.fence("1")).isGreaterThan(hold.fence());
    }

    @Test
    void whoSearchesTheBeginningStopsWhenAnotherReplicaHasTakenOver() {
        try (JushuitanSimulator jushuitan = JushuitanSimulator.start(SimulatorSettings.of(150))) {
            var app = jushuitan.accounts().getFirst();
            controlPlane.add(ACCOUNT, new Credentials(app.appKey(), app.appSecret()));
            leases.renew();
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            CollectingSink sink = new CollectingSink();
            RowVersionPull pull = new RowVersionPull(
                    ACCOUNT,
                    Pulling.ORDERS,
                    "start_ts",
                    hold,
                    RealCalls.to(jushuitan.openapi(), controlPlane, registry),
                    Pulling.publisher(sink, registry),
                    new PublishedRows(Pulling.once(() -> now), ACCOUNT, Pulling.ORDERS),
                    new VersionsAnew(now),
                    () -> now,
                    new PullMeters(registry, () -> now, new PullStates(registry, () -> now)).progress("1", "order"));

            assertThatExceptionOfType(LeaseLostException.class)
                    .isThrownBy(() -> pull.catchUp(new OvertakenAsker()))
                    .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-27"));
            assertThat(controlPlane.cursor("1", "order")).isEmpty();
            assertThat(sink.size()).isZero();
        }
    }

    private AccountLeases leases(String holder) {
        return new AccountLeases(controlPlane, () -> now, holder, TTL);
    }

    /** While the first call is under way, the lease runs out and somebody else gets it. */
    private final class OvertakenAsker implements CallContext {

        @Override
        public void await(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public void called(Call call) {
            now = now.plus(TTL.multipliedBy(2));
            leases("other").renew();
        }
    }
}
