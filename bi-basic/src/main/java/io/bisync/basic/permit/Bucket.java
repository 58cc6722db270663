package io.bisync.basic.permit;

import io.bisync.account.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls booked for the last minute and the next seconds, in the order of their moments: the ERP's limits hold for every
 * second and every minute, wherever they begin, which a counter that starts anew cannot promise.
 *
 * <p>Each call is booked at the first moment at or after the one before it that keeps the limits. Live books some seconds
 * ahead, history one, the trailing re-scan less: so who comes first is not who asked first. History's calls keep the
 * distance that fills a minute evenly, and leave a few of those that the others have no use for unused, so that a live call
 * seldom waits behind them; and while history asks, the others leave it its floor. What is pushed goes before live, and takes
 * its part of a minute at most: anybody may say that something changed. Calls older than a second are kept by the second, at
 * its latest moment.
 */
final class Bucket {

    /** A call may arrive so much later than its moment without passing a limit. */
    private static final long GRACE = 100;

    private static final long SECOND = 1_000 + GRACE;
    private static final long MINUTE = 60_000 + GRACE;

    /** History counts as waiting for its floor for so long after it asked. */
    private static final long ASKED_LATELY = 10_000;

    /** The part of what the others leave that history leaves too: of 60 calls one, which the next live calls find free. */
    private static final double LEFT_FREE = 0.02;

    private record Booking(long at, int calls, Priority priority) {

        Booking and(Booking later) {
            return new Booking(Math.max(at, later.at), calls + later.calls, priority);
        }

        @Override
        public String toString() {
            return at + ":" + calls + priority.name().charAt(0);
        }

        static Booking parse(String text) {
            int colon = text.indexOf(':');
            int end = text.length();
            var priority = Priority.LIVE;
            for (var it : Priority.values()) {
                if (text.charAt(end - 1) == it.name().charAt(0)) {
                    priority = it;
                    end--;
                    break;
                }
            }
            return new Booking(
                    Long.parseLong(text, 0, colon, 10), Integer.parseInt(text, colon + 1, end, 10), priority);
        }
    }

    private final List<Booking> bookings;
    private long historyAsked;

    private Bucket(List<Booking> bookings, long historyAsked) {
        this.bookings = bookings;
        this.historyAsked = historyAsked;
    }

    /** Reads what {@link #toString} wrote. */
    static Bucket parse(String text) {
        var parts =
                Stream.of(text.split(" ", -1)).filter(part -> !part.isEmpty()).toList();
        long asked = parts.stream()
                .filter(part -> part.startsWith("?"))
                .mapToLong(part -> Long.parseLong(part.substring(1)))
                .findFirst()
                .orElse(0);
        return new Bucket(
                parts.stream()
                        .filter(part -> !part.startsWith("?"))
                        .map(Booking::parse)
                        .sorted(Comparator.comparingLong(Booking::at))
                        .collect(Collectors.toCollection(ArrayList::new)),
                asked);
    }

    /**
     * Books calls.
     *
     * @param after how long after now each of them may be made; as many as were wanted, or fewer, or none
     * @param pause when to ask for the others; zero where there are none
     */
    record Booked(List<Duration> after, Duration pause) {}

    Booked book(int wanted, Priority priority, Limits limits, Instant now) {
        long time = now.toEpochMilli();
        forget(time);
        if (priority == Priority.HISTORY) {
            historyAsked = time;
        }
        var after = new ArrayList<Duration>();
        while (after.size() < wanted) {
            long moment = moment(priority, limits, time);
            long latest = time + ahead(priority, limits, moment);
            if (moment > latest) {
                return new Booked(after, Duration.ofMillis(Math.max(1, moment - latest)));
            }
            add(new Booking(moment, 1, priority));
            after.add(Duration.ofMillis(moment - time));
        }
        return new Booked(after, Duration.ZERO);
    }

    /** The first moment for one more call. */
    private long moment(Priority priority, Limits limits, long now) {
        long moment = bookings.isEmpty() ? now : Math.max(now, bookings.getLast().at);
        moment = Math.max(moment, free(limits.perSecond(), SECOND, null));
        moment = Math.max(moment, free(limits.perMinute(), MINUTE, null));
        return switch (priority) {
            case PUSH -> Math.max(leavingTheFloor(moment, limits, now), free(limits.push(), MINUTE, Priority.PUSH));
            case LIVE -> leavingTheFloor(moment, limits, now);
            case RESCAN ->
                Math.max(leavingTheFloor(moment, limits, now), free(limits.rescan(), MINUTE, Priority.RESCAN));
            case HISTORY -> Math.max(leavingSomeFree(moment, limits), lastHistory() + MINUTE / limits.perMinute());
        };
    }

    /** While history waits for its floor, the others have so many calls less. */
    private long leavingTheFloor(long moment, Limits limits, long now) {
        if (now - historyAsked > ASKED_LATELY) {
            return moment;
        }
        int left = limits.perMinute() - Math.max(0, limits.historyFloor() - history(moment));
        return Math.max(moment, free(Math.max(1, left), MINUTE, null));
    }

    /** Above its floor, history takes only what leaves the others some calls at once. */
    private long leavingSomeFree(long moment, Limits limits) {
        if (history(moment) < limits.historyFloor()) {
            return moment;
        }
        long left = Math.round((limits.perMinute() - others(moment)) * LEFT_FREE);
        return Math.max(moment, free(limits.perMinute() - (int) left, MINUTE, null));
    }

    /** How far ahead a call may be booked. */
    private long ahead(Priority priority, Limits limits, long moment) {
        return switch (priority) {
            case PUSH -> 6_000;
            case LIVE -> 5_000;
            case RESCAN -> 500;
            case HISTORY -> history(moment) < limits.historyFloor() ? 6_000 : 1_000;
        };
    }

    private int history(long moment) {
        return calls(moment - MINUTE, it -> it == Priority.HISTORY);
    }

    private int others(long moment) {
        return calls(moment - MINUTE, it -> it != Priority.HISTORY);
    }

    private int calls(long since, Predicate<Priority> of) {
        return bookings.stream()
                .filter(it -> it.at > since && of.test(it.priority))
                .mapToInt(Booking::calls)
                .sum();
    }

    private long lastHistory() {
        return bookings.stream()
                .filter(it -> it.priority == Priority.HISTORY)
                .mapToLong(Booking::at)
                .max()
                .orElse(0);
    }

    /** From when on fewer than so many of the calls lie in the window that ends there. */
    private long free(int limit, long window, @Nullable Priority of) {
        int calls = 0;
        for (int i = bookings.size() - 1; i >= 0; i--) {
            var booking = bookings.get(i);
            if (of == null || booking.priority == of) {
                calls += booking.calls;
                if (calls >= limit) {
                    return booking.at + window;
                }
            }
        }
        return 0;
    }

    /** Calls of the last minute, and those that are booked ahead. */
    int inTheLastMinute(Instant now) {
        return calls(now.toEpochMilli() - 60_000, _ -> true);
    }

    /** Calls a minute that the others leave to history at present: its floor at least. */
    int leftForHistory(Limits limits, Instant now) {
        int others = calls(now.toEpochMilli() - 60_000, it -> it != Priority.HISTORY);
        return Math.max(1, Math.max(limits.historyFloor(), limits.perMinute() - others));
    }

    private void add(Booking booking) {
        if (!bookings.isEmpty()
                && bookings.getLast().at == booking.at
                && bookings.getLast().priority == booking.priority) {
            bookings.set(bookings.size() - 1, bookings.getLast().and(booking));
        } else {
            bookings.add(booking);
        }
    }

    private void forget(long now) {
        bookings.removeIf(booking -> booking.at <= now - MINUTE);
        var older = new TreeMap<Long, EnumMap<Priority, Booking>>();
        bookings.removeIf(booking -> {
            boolean isOlder = booking.at <= now - SECOND;
            if (isOlder) {
                older.computeIfAbsent(booking.at / 1_000, _ -> new EnumMap<>(Priority.class))
                        .merge(booking.priority, booking, Booking::and);
            }
            return isOlder;
        });
        bookings.addAll(
                0,
                older.values().stream()
                        .flatMap(second -> second.values().stream())
                        .sorted(Comparator.comparingLong(Booking::at))
                        .toList());
    }

    @Override
    public String toString() {
        return Stream.concat(
                        bookings.stream().map(Booking::toString),
                        historyAsked == 0 ? Stream.of() : Stream.of("?" + historyAsked))
                .collect(Collectors.joining(" "));
    }
}
