package io.bisync.basic.run;

import io.bisync.basic.account.AccountKind;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.permit.HistoryShares;
import io.bisync.basic.permit.HistoryShares.Share;
import io.bisync.basic.run.Past.Known;
import io.bisync.run.LoadableEntity;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.SliceState;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a run would be: which slices, and what they cost. */
class Planner {

    /** A run is cut into no more slices: it would be planned, listed and looked through for as long as it lasts. */
    static final int MOST_SLICES = 100_000;

    /** A plan, and the slices that it speaks of. */
    record Planned(RunPlan plan, List<NewSlice> slices) {}

    private final Accounts accounts;
    private final Sources sources;
    private final Loadables loadables;
    private final Past past;
    private final HistoryShares shares;
    private final InstantSource clock;

    Planner(
            Accounts accounts,
            Sources sources,
            Loadables loadables,
            Past past,
            HistoryShares shares,
            InstantSource clock) {
        this.accounts = accounts;
        this.sources = sources;
        this.loadables = loadables;
        this.past = past;
        this.shares = shares;
        this.clock = clock;
    }

    /** The source that a run is of; refused where it is no ERP that is asked, or not the caller's. */
    Source source(RunRequest request) {
        var source = sources.named(request.source());
        Caller.current().requireSource(source.text());
        if (sources.kind(source) != AccountKind.APP) {
            throw new RefusedException(
                    Code.NEVER_ASKED,
                    "%s is never asked for anything, so nothing can be loaded again".formatted(source));
        }
        return source;
    }

    Planned plan(RunRequest request) {
        var source = source(request);
        var wanted = Moment.window(request, clock.instant());
        var windows = entities(source, request.entities());
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
                var there = known.getOrDefault(part, List.of());
                var cut = live.contains(part) ? cut(request, wanted, there, longest) : List.<Interval>of();
                var rate = rates.of(part);
                requireFew(slices.size() + cut.size());
                cut.forEach(it -> slices.add(new NewSlice(part, it, rate == null ? 0 : rate.rows(it.length()))));
                parts.add(part(
                        part,
                        wanted,
                        there,
                        cut,
                        rate,
                        Objects.requireNonNull(share.get(account.id())),
                        live.contains(part)));
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
                slices);
    }

    private static List<Interval> cut(RunRequest request, Interval wanted, List<Known> known, Duration longest) {
        // As many windows as this would be refused, before there is memory for them all.
        requireFew(wanted.length().dividedBy(longest));
        return Windows.without(wanted, windows(known, it -> isOpen(it) || (!request.again() && isLoaded(it)))).stream()
                .flatMap(it -> Windows.cut(it, longest).stream())
                .toList();
    }

    private static void requireFew(long slices) {
        if (slices > MOST_SLICES) {
            throw new RefusedException(
                    Code.TOO_MANY_SLICES,
                    "That would be more than %,d slices: ask for a shorter time, fewer accounts or fewer entities"
                            .formatted(MOST_SLICES));
        }
    }

    private static RunPlan.Part part(
            Part part,
            Interval wanted,
            List<Known> known,
            List<Interval> cut,
            Past.@Nullable Rate rate,
            Share share,
            boolean live) {
        var length = Windows.length(cut);
        var calls =
                cut.isEmpty() ? Long.valueOf(0) : rate == null ? null : Long.valueOf(rate.calls(length, cut.size()));
        return new RunPlan.Part(
                part.account(),
                part.entity(),
                cut.size(),
                covered(wanted, known, Planner::isLoaded),
                covered(wanted, known, Planner::isOpen),
                known.stream()
                        .filter(Planner::isOpen)
                        .map(Known::run)
                        .distinct()
                        .sorted()
                        .toList(),
                cut.isEmpty() ? Long.valueOf(0) : rate == null ? null : Long.valueOf(rate.rows(length)),
                calls,
                calls == null ? null : at(calls, share.callsPerMinute()),
                live ? null : Code.NOT_LIVE_YET.text());
    }

    private static Duration covered(Interval wanted, List<Known> known, Predicate<Known> which) {
        return wanted.length().minus(Windows.length(Windows.without(wanted, windows(known, which))));
    }

    private static List<Interval> windows(List<Known> known, Predicate<Known> which) {
        return known.stream().filter(which).map(Known::window).toList();
    }

    static boolean isLoaded(Known known) {
        return known.state() == SliceState.COMPLETE;
    }

    static boolean isOpen(Known known) {
        return switch (known.state()) {
            case WAITING, RUNNING, SENT -> true;
            case COMPLETE, FAILED, CANCELLED -> false;
        };
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

    /** Those that were named, or all that have windows. */
    private Map<String, Duration> entities(Source source, List<String> named) {
        var offered = loadables.of(source).stream()
                .collect(
                        Collectors.toMap(LoadableEntity::entity, Function.identity(), (a, _) -> a, LinkedHashMap::new));
        if (offered.isEmpty()) {
            throw new RefusedException(
                    Code.NOTHING_OFFERED,
                    "The service of %s has not said what it can load: start it, it does so within a minute"
                            .formatted(source));
        }
        var windows = new LinkedHashMap<String, Duration>();
        for (var entity : named.isEmpty() ? offered.keySet() : named) {
            var loadable = offered.get(entity);
            var longest = loadable == null ? null : loadable.longestWindow();
            if (longest != null) {
                windows.put(entity, longest);
            } else if (!named.isEmpty()) {
                throw new RefusedException(
                        Code.NOT_LOADABLE,
                        loadable == null
                                ? "%s has no entity '%s'; it has %s"
                                        .formatted(source, entity, String.join(", ", offered.keySet()))
                                : "Entity '%s' is only read as a whole, so it has no past to load".formatted(entity));
            }
        }
        return windows;
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
