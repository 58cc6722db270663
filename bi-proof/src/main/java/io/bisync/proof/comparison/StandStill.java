package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.leke.LekeEventSource;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Stops the ERPs and waits until everything they did is loaded, what they committed late too. */
public final class StandStill {

    private static final Duration LIMIT = Duration.ofMinutes(8);

    private final LocalStack stack;
    private final InstantSource clock;
    private final Topics topics;

    public StandStill(LocalStack stack, InstantSource clock, Topics topics) {
        this.stack = stack;
        this.clock = clock;
        this.topics = topics;
    }

    public Finding await() {
        stack.jushuitan().pace().pause();
        stack.tenants().forEach(LekeEventSource::pause);
        LocalStack.JUSHUITAN
                .values()
                .forEach(it -> stack.jushuitan().merchant(it).commit());
        Instant since = clock.instant();
        var rescans = new Rescans(stack, clock);
        Set<String> wanted = wanted();
        List<String> missing = new ArrayList<>();
        // What is read is loaded afterwards: the lag is looked at last.
        Patience.await(
                () -> {
                    missing.clear();
                    if (!rescans.haveReadAgain()) {
                        missing.addAll(rescans.missing());
                    }
                    missing.addAll(stale(wanted, since));
                    if (missing.isEmpty()) {
                        missing.addAll(lagging());
                    }
                    return missing.isEmpty();
                },
                LIMIT);
        return Finding.of(Verdict.FAILED, "Everything was loaded in time", "lag 0", missing);
    }

    /** What was not read and loaded to a moment after that one, since which nothing changes, and why. */
    private List<String> stale(Set<String> wanted, Instant since) {
        Map<String, String> stale = new HashMap<>();
        wanted.forEach(it -> stale.put(it, it + " is not known to bi-basic"));
        for (JsonNode line : stack.controlPlane().status()) {
            String key =
                    line.path("account").asString() + " " + line.path("entity").asString();
            String asOf = line.path("freshAsOf").asString("");
            boolean isFresh = !asOf.isEmpty() && !Instant.parse(asOf).isBefore(since);
            stale.computeIfPresent(
                    key,
                    (_, _) -> isFresh ? null : "%s is fresh as of '%s': %s".formatted(key, asOf, line.path("state")));
        }
        return List.copyOf(stale.values());
    }

    /** The account and the entity of everything that is checked. */
    private Set<String> wanted() {
        Set<String> wanted = new HashSet<>();
        for (BusinessTable table : CheckedTables.in(Sql.of(stack), topics).all()) {
            Set<String> accounts =
                    table.page().source().equals("leke") ? Set.of(LocalStack.TENANT) : LocalStack.JUSHUITAN.keySet();
            accounts.forEach(account -> wanted.add(account + " " + table.page().entity()));
        }
        return wanted;
    }

    /** Asked of the broker and not of the status: the groups that load must have reached the end. */
    private List<String> lagging() {
        return topics.groups("bi-api-").stream()
                .filter(group -> topics.lag(group) != 0)
                .map(group -> "The group %s has not reached the end".formatted(group))
                .toList();
    }
}
