package io.bisync.basic.run;

import io.bisync.basic.run.Past.Known;
import io.bisync.run.Coverage.Day;
import io.bisync.run.SliceState;
import io.bisync.time.ShanghaiTime;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/** Which days are loaded. */
final class Days {

    private Days() {}

    static Day of(LocalDate day, List<Known> known) {
        var rest = without(List.of(window(day, day.plusDays(1))), known, Planner::isLoaded);
        if (rest.isEmpty()) {
            return Day.LOADED;
        }
        if (!without(rest, known, it -> it.state() == SliceState.FAILED).equals(rest)) {
            return Day.FAILED;
        }
        return without(rest, known, Planner::isOpen).isEmpty() ? Day.UNDERWAY : Day.MISSING;
    }

    static Interval window(LocalDate from, LocalDate to) {
        return new Interval(ShanghaiTime.of(from.atStartOfDay()), ShanghaiTime.of(to.atStartOfDay()));
    }

    private static List<Interval> without(List<Interval> of, List<Known> known, Predicate<Known> which) {
        var taken = known.stream().filter(which).map(Known::window).toList();
        return of.stream().flatMap(it -> Windows.without(it, taken).stream()).toList();
    }
}
