package io.bisync.local.jushuitan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Five calls a second and a hundred a minute, per account. */
class CallLimitTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T04:00:00Z"));
    private final JushuitanSimulator simulator =
            JushuitanSimulator.start(SimulatorSettings.of(5).withClock(clock));
    private final Client client = new Client(simulator, 0, clock);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void theSixthCallWithinASecondIsRefused() {
        client.init();
        assertThat(codes(5)).isEqualTo("00000");
        assertThat(call()).isEqualTo(199);
        clock.advance(Duration.ofMillis(999));
        assertThat(call()).isEqualTo(199);
        clock.advance(Duration.ofMillis(1));
        assertThat(call()).isZero();
    }

    @Test
    void theHundredAndFirstCallWithinAMinuteIsRefused() {
        client.init();
        for (int second = 0; second < 20; second++) {
            assertThat(codes(5)).isEqualTo("00000");
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(call()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(40));
        assertThat(call()).isZero();
    }

    @Test
    void accountsDoNotShareTheirLimits() {
        client.init();
        assertThat(codes(5)).isEqualTo("00000");
        Client other = new Client(simulator, 1, clock);
        other.init();
        assertThat(other.shops("{}").path("code").asInt()).isZero();
    }

    @Test
    void bothQueriesCountTogether() {
        client.init();
        assertThat(codes(5)).isEqualTo("00000");
        assertThat(client.orders("{\"start_ts\":0}").path("code").asInt()).isEqualTo(199);
    }

    @Test
    void theSpeedFactorRaisesTheLimits() {
        client.init();
        simulator.speed().set(3);
        assertThat(codes(15)).isEqualTo("0".repeat(15));
        assertThat(call()).isEqualTo(199);
    }

    private int call() {
        return client.shops("{}").path("code").asInt();
    }

    private String codes(int calls) {
        StringBuilder codes = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            codes.append(call());
        }
        return codes.toString();
    }
}
