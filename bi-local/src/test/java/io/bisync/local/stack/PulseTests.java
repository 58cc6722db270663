package io.bisync.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.stack.Pulse.Sign;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PulseTests {

    private final Pulse pulse = new Pulse();

    @Test
    void aProcessThatEndedIsStartedAgainAtOnce() {
        assertThat(pulse.look(true, true)).isEqualTo(Sign.WELL);
        assertThat(pulse.look(false, false)).isEqualTo(Sign.ENDED);
    }

    @Test
    void aProcessThatHangsIsStartedAgainAfterAWhile() {
        pulse.look(true, true);

        assertThat(silence(Pulse.PATIENCE)).containsExactly(Sign.WELL, Sign.WELL, Sign.SILENT);
    }

    @Test
    void aSingleAnswerEndsASilence() {
        pulse.look(true, true);
        silence(Pulse.PATIENCE - 1);
        pulse.look(true, true);

        assertThat(silence(Pulse.PATIENCE - 1)).containsOnly(Sign.WELL);
    }

    @Test
    void whatStartsHasTimeAndSoHasWhatIsStartedAgain() {
        assertThat(silence(Pulse.PATIENCE_AT_START - 1)).containsOnly(Sign.WELL);
        pulse.look(true, true);
        silence(Pulse.PATIENCE);

        assertThat(silence(Pulse.PATIENCE_AT_START - 1)).containsOnly(Sign.WELL);
        assertThat(pulse.look(true, false)).isEqualTo(Sign.SILENT);
    }

    private List<Sign> silence(int looks) {
        return Stream.generate(() -> pulse.look(true, false)).limit(looks).toList();
    }
}
