package io.bisync.jushuitan.authorise;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnstileTests {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T00:00:00Z"));
    private final Turnstile turnstile = new Turnstile(clock);

    @Test
    void eightAreInsideAtOnceAndWhoLeavesMakesRoom() {
        assertThat(Stream.generate(turnstile::enter).limit(9).filter(it -> it)).hasSize(8);
        turnstile.leave();
        assertThat(turnstile.enter()).isTrue();
        assertThat(turnstile.enter()).isFalse();
    }

    @Test
    void twentyComeInASecondHoweverSoonTheyLeave() {
        assertThat(Stream.generate(this::visited).limit(100).filter(it -> it)).hasSize(20);
        clock.advance(Duration.ofMillis(999));
        assertThat(visited()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(visited()).isTrue();
    }

    private boolean visited() {
        boolean entered = turnstile.enter();
        if (entered) {
            turnstile.leave();
        }
        return entered;
    }
}
