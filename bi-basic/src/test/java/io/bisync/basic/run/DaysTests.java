package io.bisync.basic.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.basic.run.Past.Known;
import io.bisync.run.Coverage.Day;
import io.bisync.run.SliceKind;
import io.bisync.run.SliceState;
import io.bisync.time.ShanghaiTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        "COMPLETE 0 24 RUNNING 0 24, LOADED",
        "COUNT 0 24, VERIFIED",
        "DEEP 0 12 COUNT 12 24, VERIFIED",
        "COUNT 0 12, MISSING",
        "COUNT 0 12 COMPLETE 12 24, LOADED",
        "COUNT-6-12 0 24, MISSING",
        "COMPLETE 0 24 COUNT-6-12 0 24, LOADED",
        "COUNT-6-12 0 24 REPAIR 6 12, VERIFIED",
        "COUNT-6-12 0 24 REPAIR 6 9, MISSING",
        "COUNT 0 24 COUNT-6-12 0 24, MISSING",
        "COUNT-6-12 0 24 COUNT 0 24, VERIFIED",
        "REPAIR 0 24 COUNT-6-12 0 24, LOADED",
        "DEEP-6-12 0 24 REPAIR 6 12, LOADED",
        "DEEP-6-12 0 24 REPAIR 6 12 COUNT 6 12, VERIFIED"
    })
    void aDayIsTheWorstOfWhatTouchesItWhereItIsNotLoaded(String slices, Day state) {
        var words = slices.split(" ", -1);
        var known = IntStream.range(0, words.length / 3)
                .mapToObj(it -> known(it, Arrays.copyOfRange(words, 3 * it, 3 * it + 3)))
                .toList();

        assertThat(Days.of(DAY, known)).isEqualTo(state);
    }

    /** The state of a slice of history; or what is complete, with what it found to differ: of a deep one what stays so. */
    private static Known known(int number, String[] words) {
        var what = words[0].split("-", -1);
        var kind = Stream.of(SliceKind.values())
                .filter(it -> it.name().equals(what[0]))
                .findFirst();
        var differing = what.length < 3 ? List.<Interval>of() : List.of(interval(what[1], what[2]));
        return new Known(
                1,
                kind.orElse(SliceKind.HISTORY),
                kind.isPresent() ? SliceState.COMPLETE : SliceState.valueOf(what[0]),
                interval(words[1], words[2]),
                Instant.EPOCH.plusSeconds(number),
                differing,
                what[0].equals("DEEP") ? differing : List.of());
    }

    private static Interval interval(String from, String to) {
        return new Interval(at(Integer.parseInt(from)), at(Integer.parseInt(to)));
    }

    private static Instant at(int hour) {
        return ShanghaiTime.of(DAY.atStartOfDay().plusHours(hour));
    }
}
