package io.bisync.basic.cursor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changes for a holder that asks: accounts are spread evenly, and none changes hands that need not.
 *
 * @param keeps accounts that it has and may keep
 * @param returns accounts that it has and gives back: a part of what is too much, so that not all of it stands still at once
 * @param takes accounts of nobody
 */
record Share(List<String> keeps, List<String> returns, List<String> takes) {

    /** The part of what is too much that goes back at a time, rounded up. */
    private static final int PART = 4;

    /**
     * @param accounts all accounts, each with its holder, if it has one
     * @param holders everybody who was heard of lately, with the one who asks
     */
    static Share of(String holder, Set<String> holders, SequencedMap<String, @Nullable String> accounts) {
        var mine = accounts.entrySet().stream()
                .filter(it -> holder.equals(it.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        int limit = limit(holder, holders, accounts);
        int surplus = Math.max(0, mine.size() - limit);
        int kept = mine.size() - (surplus + PART - 1) / PART;
        var takes = new ArrayList<String>();
        accounts.forEach((account, other) -> {
            boolean free = other == null || !holders.contains(other);
            if (free && mine.size() + takes.size() < limit) {
                takes.add(account);
            }
        });
        return new Share(mine.subList(0, kept), mine.subList(kept, mine.size()), takes);
    }

    /** Accounts that do not divide go to those who have one more already, then to whoever asks first. */
    private static int limit(String holder, Set<String> holders, Map<String, @Nullable String> accounts) {
        int base = accounts.size() / holders.size();
        int extra = accounts.size() % holders.size();
        long above = holders.stream()
                .filter(it -> !it.equals(holder))
                .filter(it -> accounts.values().stream()
                                .filter(other -> Objects.equals(it, other))
                                .count()
                        > base)
                .count();
        return above < extra ? base + 1 : base;
    }
}
