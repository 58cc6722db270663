package io.bisync.basic.run;

import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What is left of a stretch of time, and how it is cut. */
final class Windows {

    /** What none of the others covers, in order. */
    static List<Interval> without(Interval wanted, Collection<Interval> taken) {
        var rest = new ArrayList<Interval>();
        var at = wanted.from();
        for (var it :
                taken.stream().sorted(Comparator.comparing(Interval::from)).toList()) {
            if (!it.from().isBefore(wanted.to())) {
                break;
            }
            if (it.from().isAfter(at)) {
                rest.add(new Interval(at, it.from()));
            }
            if (it.to().isAfter(at)) {
                at = it.to();
            }
        }
        if (at.isBefore(wanted.to())) {
            rest.add(new Interval(at, wanted.to()));
        }
        return rest;
    }

    /**
     * Windows that touch each other and are no longer than this. They end where a day of Shanghai ends, if that can be, so that
     * what is loaded reads as days.
     */
    static List<Interval> cut(Interval rest, Duration longest) {
        var windows = new ArrayList<Interval>();
        for (var at = rest.from(); at.isBefore(rest.to()); ) {
            var end = end(at, longest);
            if (end.isAfter(rest.to())) {
                end = rest.to();
            }
            windows.add(new Interval(at, end));
            at = end;
        }
        return windows;
    }

    static Duration length(Collection<Interval> windows) {
        return windows.stream().map(Interval::length).reduce(Duration.ZERO, Duration::plus);
    }

    private static Instant end(Instant at, Duration longest) {
        var latest = at.plus(longest);
        var midnight = ShanghaiTime.startOfDay(latest);
        return midnight.isAfter(at) ? midnight : latest;
    }

    private Windows() {}
}
