package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.Cursor;
import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.LeaseLostException;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.RealCalls;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.SimulatorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class CursorHoldTests {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Account ACCOUNT = new Account("1", "jushuitan", "shop", AppKind.OWN, "app", true, null);

    private Instant now = InstantSource.system().instant();
    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(() -> now);
    private final CursorHold hold = hold("me");

    CursorHoldTests() {
        controlPlane.add(ACCOUNT, new Credentials("app", "secret"));
    }

    @Test
    void keepsTheCursorWhileNobodyElseTouchesIt() {
        assertThat(hold.take()).isTrue();
        for (long next = 1; next < 10; next++) {
            hold.move(next, null);
            now = now.plus(TTL.dividedBy(2));
            assertThat(hold.keep()).isTrue();
        }
        assertThat(controlPlane.cursor("1", "order")).contains(new Cursor("9", null));
    }

    @Test
    void lettingGoIsNoticedWhenAnAdministratorSetsTheCursor() {
        hold.take();
        hold.move(900, null);
        controlPlane.setCursor("1", "order", new Cursor("5", null));
        now = now.plus(TTL.dividedBy(2));

        assertThat(hold.keep()).as("the pull goes on from 900").isFalse();
        assertThat(hold.take()).isTrue();
        assertThat(hold.cursor()).isEqualTo(new Cursor("5", null));
    }

    @Test
    void aLeaseThatRanOutIsNotTakenUpWhereItWas() {
        hold.take();
        now = now.plus(TTL.multipliedBy(2));
        CursorHold other = hold("other");
        other.take();
        other.move(7, null);
        now = now.plus(TTL.multipliedBy(2));

        assertThat(hold.keep()).isFalse();
        assertThat(hold.take()).isTrue();
        assertThat(hold.cursor()).isEqualTo(new Cursor("7", null));
    }

    @Test
    void whoSearchesTheBeginningStopsWhenAnotherReplicaHasTakenOver() {
        try (JushuitanSimulator jushuitan = JushuitanSimulator.start(SimulatorSettings.of(150))) {
            var app = jushuitan.accounts().getFirst();
            controlPlane.add(ACCOUNT, new Credentials(app.appKey(), app.appSecret()));
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            CollectingSink sink = new CollectingSink();
            LivePull pull = new LivePull(
                    ACCOUNT,
                    Pulling.ORDERS,
                    hold,
                    RealCalls.to(jushuitan.openapi(), controlPlane, registry),
                    Pulling.publisher(sink, registry),
                    Duration.ofMinutes(10),
                    () -> now,
                    new PullMeters(registry, () -> now, new PullStates(registry, () -> now)));

            assertThatExceptionOfType(LeaseLostException.class)
                    .isThrownBy(() -> pull.catchUp(new OvertakenAsker()))
                    .satisfies(it -> assertThat(it.code()).isEqualTo("BI-JST-27"));
            assertThat(controlPlane.cursor("1", "order")).isEmpty();
            assertThat(sink.size()).isZero();
        }
    }

    private CursorHold hold(String holder) {
        return new CursorHold(controlPlane, () -> now, ACCOUNT, "order", holder, TTL);
    }

    /** While the first call is under way, the lease runs out and somebody else gets it. */
    private final class OvertakenAsker implements CallContext {

        @Override
        public void await(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public void called() {
            now = now.plus(TTL.multipliedBy(2));
            hold("other").take();
        }
    }
}
