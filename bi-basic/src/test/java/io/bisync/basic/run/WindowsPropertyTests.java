package io.bisync.basic.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WindowsPropertyTests {

    /** A midnight of Shanghai. */
    private static final Instant START = Instant.parse("2026-01-31T16:00:00Z");

    private static final int MINUTES = 3 * 24 * 60;

    @Property(tries = 200)
    void whatIsLeftIsExactlyWhatIsWantedAndNotTaken(
            @ForAll("stretch") Interval wanted, @ForAll("stretches") List<Interval> taken) {
        var expected = minutes(List.of(wanted));
        expected.andNot(minutes(taken));
        var rest = Windows.without(wanted, taken);

        assertThat(minutes(rest)).isEqualTo(expected);
        assertThat(Windows.length(rest)).isEqualTo(Duration.ofMinutes(expected.cardinality()));
    }

    @Property(tries = 200)
    void windowsCoverWhatIsLeftOnceAndAreNeverTooLong(
            @ForAll("stretch") Interval wanted,
            @ForAll("stretches") List<Interval> taken,
            @ForAll @IntRange(min = 1, max = MINUTES) int longest) {
        var rest = Windows.without(wanted, taken);
        var windows = rest.stream()
                .flatMap(it -> Windows.cut(it, Duration.ofMinutes(longest)).stream())
                .toList();

        assertThat(minutes(windows)).isEqualTo(minutes(rest));
        assertThat(Windows.length(windows)).as("none overlaps another").isEqualTo(Windows.length(rest));
        assertThat(windows).allSatisfy(it -> assertThat(it.length()).isLessThanOrEqualTo(Duration.ofMinutes(longest)));
    }

    @Property(tries = 200)
    void windowsOfADayOrMoreEndWithADay(
            @ForAll("stretch") Interval wanted, @ForAll @IntRange(min = 24 * 60, max = MINUTES) int longest) {
        assertThat(Windows.cut(wanted, Duration.ofMinutes(longest)))
                .allSatisfy(it -> assertThat(it.to()).isIn(wanted.to(), ShanghaiTime.startOfDay(it.to())));
    }

    @Property(tries = 200)
    void noWindowOfLessThanADayGoesOverMidnight(
            @ForAll("stretch") Interval wanted, @ForAll @IntRange(min = 1, max = 24 * 60) int longest) {
        assertThat(Windows.cut(wanted, Duration.ofMinutes(longest)))
                .allSatisfy(it -> assertThat(ShanghaiTime.startOfDay(it.from()))
                        .isEqualTo(ShanghaiTime.startOfDay(it.to().minusSeconds(1))));
    }

    @Provide
    Arbitrary<Interval> stretch() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, MINUTES - 1),
                        Arbitraries.integers().between(1, MINUTES))
                .as((from, length) -> new Interval(at(from), at(Math.min(MINUTES, from + length))));
    }

    @Provide
    Arbitrary<List<Interval>> stretches() {
        return stretch().list().ofMaxSize(6);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static BitSet minutes(Collection<Interval> windows) {
        var minutes = new BitSet();
        windows.forEach(it -> minutes.set(minute(it.from()), minute(it.to())));
        return minutes;
    }

    private static int minute(Instant at) {
        return (int) Duration.between(START, at).toMinutes();
    }
}
