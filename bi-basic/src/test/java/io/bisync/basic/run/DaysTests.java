package io.bisync.basic.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.basic.run.Past.Known;
import io.bisync.run.Coverage.Day;
import io.bisync.run.SliceState;
import io.bisync.time.ShanghaiTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTests {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 23);

    @ParameterizedTest
    @CsvSource({
        "'', MISSING",
        "COMPLETE 0 24, LOADED",
        "COMPLETE 0 12 COMPLETE 12 24, LOADED",
        "COMPLETE 0 23, MISSING",
        "WAITING 0 24, UNDERWAY",
        "COMPLETE 0 12 SENT 12 24, UNDERWAY",
        "COMPLETE 0 12 RUNNING 13 24, MISSING",
        "RUNNING 0 12 FAILED 12 24, FAILED",
        "FAILED 0 12, FAILED",
        "FAILED 0 12 COMPLETE 0 24, LOADED",
        "COMPLETE 0 24 RUNNING 0 24, LOADED"
    })
    void aDayIsTheWorstOfWhatTouchesItWhereItIsNotLoaded(String slices, Day state) {
        var words = slices.split(" ", -1);
        var known = IntStream.range(0, words.length / 3)
                .mapToObj(it -> known(Arrays.copyOfRange(words, 3 * it, 3 * it + 3)))
                .toList();

        assertThat(Days.of(DAY, known)).isEqualTo(state);
    }

    private static Known known(String[] words) {
        return new Known(
                1,
                SliceState.valueOf(words[0]),
                new Interval(at(Integer.parseInt(words[1])), at(Integer.parseInt(words[2]))));
    }

    private static Instant at(int hour) {
        return ShanghaiTime.of(DAY.atStartOfDay().plusHours(hour));
    }
}
