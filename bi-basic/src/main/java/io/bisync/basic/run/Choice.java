package io.bisync.basic.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Which slices are begun next. */
final class Choice {

    /**
     * A slice that could be begun.
     *
     * @param part of which one runs at a time
     * @param account all stretches of topics count as one account's
     */
    record Candidate(long slice, long run, String part, String account, Instant from) {}

    private static final Comparator<Candidate> OLDER = Comparator.comparingLong(Candidate::run)
            .thenComparing(Candidate::from)
            .thenComparingLong(Candidate::slice);

    /**
     * One after the other, of the account that the fewest are running of, the older run first, then the older window; of each
     * part one at a time.
     *
     * @param candidates of parts of which none is running
     * @param running how many are running of accounts, whoever runs them
     */
    static List<Long> of(List<Candidate> candidates, Map<String, Integer> running, int most) {
        var counts = new HashMap<>(running);
        var left = new ArrayList<>(candidates);
        left.sort(OLDER);
        var parts = new HashSet<String>();
        left.removeIf(it -> !parts.add(it.part()));
        var chosen = new ArrayList<Long>();
        while (chosen.size() < most && !left.isEmpty()) {
            var next = left.stream()
                    .min(Comparator.comparingInt(it -> counts.getOrDefault(it.account(), 0)))
                    .orElseThrow();
            left.remove(next);
            counts.merge(next.account(), 1, Integer::sum);
            chosen.add(next.slice());
        }
        return chosen;
    }

    private Choice() {}
}
