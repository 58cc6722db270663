package io.bisync.proof.comparison;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stops the ERPs and waits until everything they did is loaded, what they committed late too. */
public final class StandStill {

    private static final Duration LIMIT = Duration.ofMinutes(8);

    private final LocalStack stack;
    private final InstantSource clock;
    private final Topics topics;
    private final Rescans rescans;

    public StandStill(LocalStack stack, InstantSource clock, Topics topics) {
        this.stack = stack;
        this.clock = clock;
        this.topics = topics;
        this.rescans = new Rescans(stack);
    }

    public Finding await() {
        stack.jushuitan().pace().pause();
        stack.leke().pause();
        LocalStack.JUSHUITAN
                .values()
                .forEach(it -> stack.jushuitan().merchant(it).commit());
        Map<String, Double> before = rescans.counts();
        return Finding.of(
                Verdict.FAILED,
                "Everything was loaded in time",
                "lag 0",
                Patience.await(() -> rescans.haveReadAgain(before), LIMIT) && isQuiet()
                        ? List.of()
                        : List.of("Not within " + LIMIT));
    }

    /** Every entity of every account was read and loaded to a moment after now, in which nothing changed. */
    private boolean isQuiet() {
        long since = clock.millis();
        Set<String> wanted = wanted();
        return Patience.await(
                () -> {
                    Set<String> fresh = new HashSet<>();
                    stack.controlPlane().status().forEach(line -> {
                        String asOf = line.path("freshAsOf").asString("");
                        if (!asOf.isEmpty() && Instant.parse(asOf).toEpochMilli() >= since) {
                            fresh.add(line.path("account").asString() + " "
                                    + line.path("entity").asString());
                        }
                    });
                    return fresh.containsAll(wanted) && isLoaded();
                },
                LIMIT);
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
    private boolean isLoaded() {
        return topics.groups("bi-api-").stream().allMatch(group -> topics.lag(group) == 0);
    }
}
