package io.bisync.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ListenerSettingsTests {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void whatNobodySaysIsTheDefault() {
        assertThat(of("parcels"))
                .isEqualTo(new HandlerSettings(
                        3,
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        Delivery.AT_LEAST_ONCE,
                        Duration.ofSeconds(5)));
    }

    @Test
    void aListenerHasItsOwnAndTheRestOfAll() {
        environment
                .withProperty("bi.handlers.attempts", "7")
                .withProperty("bi.handlers.first-retry", "2s")
                .withProperty("bi.handlers.listeners.parcels.first-retry", "50ms")
                .withProperty("bi.handlers.listeners.parcels.delivery", "exactly-once");

        assertThat(of("parcels").attempts()).isEqualTo(7);
        assertThat(of("parcels").firstRetry()).isEqualTo(Duration.ofMillis(50));
        assertThat(of("parcels").delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(of("other").firstRetry()).isEqualTo(Duration.ofSeconds(2));
        assertThat(of("other").delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
    }

    @Test
    void anIdIsWrittenAsItStandsAtTheListener() {
        environment.withProperty("bi.handlers.listeners.printLabels.attempts", "9");

        assertThat(of("printLabels").attempts()).isEqualTo(9);
    }

    @Test
    void aValueOutOfItsBoundsIsRefusedWithItsName() {
        environment.withProperty("bi.handlers.listeners.parcels.attempts", "0");

        assertThatThrownBy(() -> of("parcels"))
                .hasMessageContaining("bi.handlers.listeners.parcels")
                .rootCause()
                .hasMessageContaining("attempts");
    }

    private HandlerSettings of(String listener) {
        return new ListenerSettings(environment).of(listener, HandlerSettings.class);
    }
}
