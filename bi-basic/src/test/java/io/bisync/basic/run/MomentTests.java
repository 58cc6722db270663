package io.bisync.basic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.run.RunKind;
import io.bisync.run.RunRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTests {

    /** Already the 24th in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-08-23T20:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-08-20, , 2026-08-19T16:00:00Z, 2026-08-23T16:00:00Z",
        "yesterday, today, 2026-08-22T16:00:00Z, 2026-08-23T16:00:00Z",
        "-3d, yesterday, 2026-08-20T16:00:00Z, 2026-08-22T16:00:00Z",
        "-1d, 2026-08-24T03:30, 2026-08-22T16:00:00Z, 2026-08-23T19:30:00Z",
        "2026-08-24T00:00:01, 2026-08-24T04:00:00, 2026-08-23T16:00:01Z, 2026-08-23T20:00:00Z",
        "today, 2026-08-24T01:00, 2026-08-23T16:00:00Z, 2026-08-23T17:00:00Z"
    })
    void momentsAreMeantInShanghai(String from, @Nullable String to, Instant begins, Instant ends) {
        assertThat(Moment.window(request(from, to), NOW)).isEqualTo(new Interval(begins, ends));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-30, , '2026-02-30'",
        "today, , 'today'",
        "-1d, 2026-08-24T04:00:01, 'future'",
        "2026-08-23, 2026-08-22, '2026-08-22'"
    })
    void whatIsNoTimeOrNotOverIsRefusedWithTheValue(String from, @Nullable String to, String named) {
        assertThatThrownBy(() -> Moment.window(request(from, to), NOW)).hasMessageContaining(named);
    }

    @Test
    void aPatternTakesWhatIsReadHere() {
        for (var text :
                List.of("today", "yesterday", "-30d", "2026-08-23", "2026-08-23T10:00", "2026-08-23T10:00:00")) {
            assertThat(text).matches(RunRequest.MOMENT);
        }
    }

    private static RunRequest request(String from, @Nullable String to) {
        return new RunRequest(RunKind.HISTORY, "jushuitan", List.of(), List.of(), from, to, false, null);
    }
}
