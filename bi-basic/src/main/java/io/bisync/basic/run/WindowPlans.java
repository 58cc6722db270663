package io.bisync.basic.run;

import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.permit.HistoryShares;
import io.bisync.basic.permit.HistoryShares.Share;
import io.bisync.basic.run.Past.Known;
import io.bisync.basic.run.Past.Rate;
import io.bisync.run.LoadableEntity;
import io.bisync.run.RunKind;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.SliceKind;
import io.bisync.time.ShanghaiTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans what asks the ERP: windows of accounts, that are loaded or compared. */
class WindowPlans implements Plans {

    private final Accounts accounts;
    private final Loadables loadables;
    private final Past past;
    private final HistoryShares shares;
    private final InstantSource clock;

    WindowPlans(Accounts accounts, Loadables loadables, Past past, HistoryShares shares, InstantSource clock) {
        this.accounts = accounts;
        this.loadables = loadables;
        this.past = past;
        this.shares = shares;
        this.clock = clock;
    }

    @Override
    public Planned plan(Source source, RunRequest request) {
        var kind = kind(request);
        var wanted = window(request, kind);
        var windows = windows(source, request.entities(), kind);
        var of = accounts(source, request.accounts());
        var known = past.within(source, of.stream().map(StoredAccount::id).toList(), windows.keySet(), wanted);
        var live = past.live(source, windows.keySet());
        var rates = past.rates(source);
        var share = shares.of(source, of);
        var parts = new ArrayList<RunPlan.Part>();
        var slices = new ArrayList<NewSlice>();
        for (var account : of) {
            windows.forEach((entity, longest) -> {
                var part = new Part(account.id(), entity);
                if (longest.isZero() || !live.contains(part)) {
                    parts.add(refused(part, longest.isZero() ? Code.NOT_COMPARABLE : Code.NOT_LIVE_YET));
                    return;
                }
                var there = known.getOrDefault(part, List.of());
                var open = there.stream().filter(it -> isUnderway(it, kind)).toList();
                var done = done(there, kind);
                var cut = cut(wanted, open, request.again() ? List.of() : done, longest);
                Planner.requireFew(slices.size() + cut.size());
                var rate = kind == SliceKind.COUNT ? new Rate(0, 0) : rates.of(part);
                cut.forEach(it -> slices.add(NewSlice.of(kind, part, it, rate == null ? 0 : rate.rows(it.length()))));
                var callsPerMinute =
                        Objects.requireNonNull(share.get(account.id())).callsPerMinute();
                parts.add(part(part, wanted, open, done, cut, rate, callsPerMinute));
            });
        }
        return new Planned(
                new RunPlan(
                        wanted.from(),
                        wanted.to(),
                        slices.size(),
                        sum(parts, RunPlan.Part::rows),
                        sum(parts, RunPlan.Part::calls),
                        takes(parts, share),
                        parts),
                slices,
                List.of(),
                slices.isEmpty() ? nothing(kind, parts) : null);
    }

    private static SliceKind kind(RunRequest request) {
        return request.kind() == RunKind.HISTORY
                ? SliceKind.HISTORY
                : request.comparesAllRows() ? SliceKind.DEEP : SliceKind.COUNT;
    }

    /** Who compares a day that is not over counts on what still changes. */
    private Interval window(RunRequest request, SliceKind kind) {
        var now = clock.instant();
        var wanted = Moment.window(request, now);
        if (kind != SliceKind.HISTORY && wanted.to().isAfter(ShanghaiTime.startOfDay(now))) {
            throw new RefusedException(
                    Code.INVALID, "to '%s' is today: only days that are over are compared".formatted(request.to()));
        }
        return wanted;
    }

    /** One that loads has what others load underway; one that compares, what others compare in the same way. */
    private static boolean isUnderway(Known known, SliceKind kind) {
        return known.isOpen() && (kind == SliceKind.HISTORY ? known.isLoading() : known.kind() == kind);
    }

    /** Who looked at all rows need not look at their number. */
    private static List<Interval> done(List<Known> there, SliceKind kind) {
        return switch (kind) {
            case HISTORY -> Days.loaded(there);
            case DEEP ->
                Days.verified(there.stream()
                        .filter(it -> it.kind() != SliceKind.COUNT)
                        .toList());
            case COUNT, REPAIR, REPLAY, REHEARSAL, REDRIVE -> Days.verified(there);
        };
    }

    private static List<Interval> cut(Interval wanted, List<Known> open, List<Interval> done, Duration longest) {
        // As many windows as this would be refused, before there is memory for them all.
        Planner.requireFew(wanted.length().dividedBy(longest));
        var taken = new ArrayList<>(done);
        open.forEach(it -> taken.add(it.window()));
        return Windows.without(wanted, taken).stream()
                .flatMap(it -> Windows.cut(it, longest).stream())
                .toList();
    }

    private static RunPlan.Part part(
            Part part,
            Interval wanted,
            List<Known> open,
            List<Interval> done,
            List<Interval> cut,
            @Nullable Rate rate,
            int callsPerMinute) {
        var length = Windows.length(cut);
        var calls =
                cut.isEmpty() ? Long.valueOf(0) : rate == null ? null : Long.valueOf(rate.calls(length, cut.size()));
        return new RunPlan.Part(
                part.account(),
                part.entity(),
                cut.size(),
                covered(wanted, done),
                covered(wanted, open.stream().map(Known::window).toList()),
                open.stream().map(Known::run).distinct().sorted().toList(),
                cut.isEmpty() ? Long.valueOf(0) : rate == null ? null : Long.valueOf(rate.rows(length)),
                calls,
                calls == null ? null : at(calls, callsPerMinute),
                null,
                null);
    }

    private static RunPlan.Part refused(Part part, Code why) {
        return new RunPlan.Part(
                part.account(),
                part.entity(),
                0,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                0L,
                0L,
                Duration.ZERO,
                null,
                why.text());
    }

    private static Duration covered(Interval wanted, List<Interval> by) {
        return wanted.length().minus(Windows.length(Windows.without(wanted, by)));
    }

    private static String nothing(SliceKind kind, List<RunPlan.Part> parts) {
        if (parts.isEmpty()) {
            return "No account is enabled.";
        }
        return kind == SliceKind.HISTORY
                ? "Everything else is loaded already."
                : "Everything else is verified already.";
    }

    /** The sum of what is known; nothing where nothing is. */
    private static @Nullable Long sum(List<RunPlan.Part> parts, Function<RunPlan.Part, @Nullable Long> of) {
        return parts.stream().map(of).filter(Objects::nonNull).reduce(Long::sum).orElse(null);
    }

    /** Accounts of one bucket go one after the other, others beside each other. */
    private static @Nullable Duration takes(List<RunPlan.Part> parts, Map<String, Share> shares) {
        var calls = new HashMap<Share, Long>();
        for (var it : parts) {
            var asked = it.calls();
            if (asked != null) {
                calls.merge(Objects.requireNonNull(shares.get(it.account())), asked, Long::sum);
            }
        }
        return calls.entrySet().stream()
                .map(it -> at(it.getValue(), it.getKey().callsPerMinute()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Duration at(long calls, int perMinute) {
        return Duration.ofSeconds(Math.ceilDiv(calls * 60, perMinute));
    }

    /** How long a slice of an entity may be; zero for those that cannot be compared, which the plan names. */
    private Map<String, Duration> windows(Source source, List<String> named, SliceKind kind) {
        var windows = new LinkedHashMap<String, Duration>();
        for (var entity : loadables.named(source, named).values()) {
            var longest = entity.longestWindow(kind);
            if (longest != null) {
                windows.put(entity.entity(), longest);
            } else if (kind != SliceKind.HISTORY) {
                windows.put(entity.entity(), Duration.ZERO);
            } else if (!named.isEmpty()) {
                throw new RefusedException(Code.NOT_LOADABLE, whole(entity));
            }
        }
        return windows;
    }

    private static String whole(LoadableEntity entity) {
        return "Entity '%s' is only read as a whole, so it has no past to load".formatted(entity.entity());
    }

    /** Those that were named, or all that are enabled. */
    private List<StoredAccount> accounts(Source source, List<String> named) {
        var all = accounts.list(source);
        if (named.isEmpty()) {
            return all.stream().filter(StoredAccount::enabled).toList();
        }
        var known = all.stream().collect(Collectors.toMap(StoredAccount::id, Function.identity()));
        return named.stream()
                .distinct()
                .map(it -> {
                    var account = known.get(it);
                    if (account == null) {
                        throw new RefusedException(Code.NO_ACCOUNT, "No account '%s' of %s".formatted(it, source));
                    }
                    if (!account.enabled()) {
                        throw new RefusedException(Code.DISABLED, "Account '%s' is disabled".formatted(it));
                    }
                    return account;
                })
                .toList();
    }
}
