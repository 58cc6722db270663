package io.bisync.cron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void piecesMeetWithoutGapOrOverlapAndTheLastOneIsShorter() {
        List<Window> pieces = new Window(START, START.plus(Duration.ofHours(50))).cut(Duration.ofDays(1));

        assertThat(pieces)
                .containsExactly(
                        new Window(START, START.plus(Duration.ofHours(24))),
                        new Window(START.plus(Duration.ofHours(24)), START.plus(Duration.ofHours(48))),
                        new Window(START.plus(Duration.ofHours(48)), START.plus(Duration.ofHours(50))));
    }

    @Test
    void anEmptyWindowIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Window(START, START));
    }
}
