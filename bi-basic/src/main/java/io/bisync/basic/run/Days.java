package io.bisync.basic.run;

import io.bisync.basic.run.Past.Known;
import io.bisync.run.Coverage.Day;
import io.bisync.run.SliceState;
import io.bisync.time.ShanghaiTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** What is loaded of the past, and what was seen to be right. */
final class Days {

    private Days() {}

    static Day of(LocalDate day, List<Known> known) {
        var whole = List.of(window(day, day.plusDays(1)));
        if (without(whole, verified(known)).isEmpty()) {
            return Day.VERIFIED;
        }
        var rest = without(whole, loaded(known));
        if (rest.isEmpty()) {
            return Day.LOADED;
        }
        if (!without(rest, windows(known, it -> it.state() == SliceState.FAILED))
                .equals(rest)) {
            return Day.FAILED;
        }
        return without(rest, windows(known, Known::isOpen)).isEmpty() ? Day.UNDERWAY : Day.MISSING;
    }

    /** What need not be loaded again, unless somebody wants it: who loaded it was a slice, or nobody knows who. */
    static List<Interval> loaded(List<Known> known) {
        var loaded = new ArrayList<>(windows(known, it -> it.state() == SliceState.COMPLETE));
        loaded.addAll(verified(known));
        return loaded;
    }

    /** What was the same on both sides when it was compared last, or was loaded because it was not, and that mends it. */
    static List<Interval> verified(List<Known> known) {
        List<Interval> verified = new ArrayList<>();
        List<Interval> doubtful = new ArrayList<>();
        for (var it : known.stream()
                .filter(it -> it.state() == SliceState.COMPLETE)
                .sorted(Comparator.comparing(Days::endedAt))
                .toList()) {
            switch (it.kind()) {
                case COUNT, DEEP -> {
                    verified = new ArrayList<>(without(verified, it.differing()));
                    verified.addAll(Windows.without(it.window(), it.differing()));
                    doubtful = new ArrayList<>(without(doubtful, List.of(it.window())));
                    doubtful.addAll(it.doubtful());
                }
                case REPAIR -> verified.addAll(without(Windows.without(it.window(), it.differing()), doubtful));
                case HISTORY, REPLAY, REHEARSAL, REDRIVE -> {
                    // Loaded, and nobody looked.
                }
            }
        }
        return verified;
    }

    static Interval window(LocalDate from, LocalDate to) {
        return new Interval(ShanghaiTime.of(from.atStartOfDay()), ShanghaiTime.of(to.atStartOfDay()));
    }

    private static Instant endedAt(Known known) {
        var at = known.endedAt();
        return at == null ? Instant.EPOCH : at;
    }

    private static List<Interval> windows(List<Known> known, Predicate<Known> which) {
        return known.stream()
                .filter(Known::isLoading)
                .filter(which)
                .map(Known::window)
                .toList();
    }

    private static List<Interval> without(List<Interval> of, List<Interval> taken) {
        return of.stream().flatMap(it -> Windows.without(it, taken).stream()).toList();
    }
}
