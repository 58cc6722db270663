package io.bisync.loading.range;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.Held;
import io.bisync.loading.Holds;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Which accounts are held in a range, and how many of their records in a row are rejected. While a range is fresh,
 * {@link Holds} are asked; once it is intended nobody is: it goes by what its intent says.
 */
final class AccountsInRange {

    /** What happens to an account's next record. */
    enum Fate {
        LOADED,
        PARKED,
        /** It has to be parked, and the note has no room to say so: the range ends before it. */
        NEXT_RANGE
    }

    private final Holds asked;
    private final boolean fresh;
    private final TopicPartition partition;
    private final int limit;
    private final Map<String, Integer> runs;
    private final SortedMap<String, Long> holds;
    private final SortedMap<String, Held> held;

    private AccountsInRange(
            Holds asked,
            boolean fresh,
            TopicPartition partition,
            int limit,
            Rejections before,
            SortedMap<String, Held> held) {
        this.asked = asked;
        this.fresh = fresh;
        this.partition = partition;
        this.limit = limit;
        this.runs = new HashMap<>(before.runs());
        this.holds = new TreeMap<>(before.holds());
        this.held = new TreeMap<>(held);
    }

    static AccountsInRange fresh(TopicPartition partition, Rejections before, Holds asked, int limit) {
        var accounts = new AccountsInRange(asked, true, partition, limit, before, Collections.emptySortedMap());
        accounts.holds.entrySet().removeIf(it -> asked.isLifted(partition, it.getKey(), it.getValue()));
        return accounts;
    }

    static AccountsInRange intended(
            TopicPartition partition, Rejections before, Holds holds, SortedMap<String, Held> held) {
        var accounts = new AccountsInRange(holds, false, partition, Integer.MAX_VALUE, before, held);
        held.forEach((account, it) -> {
            if (it.begun()) {
                accounts.begin(account, it.from());
            }
        });
        return accounts;
    }

    /** Asked before every record. */
    Fate fate(String account, long offset) {
        var since = held.get(account);
        if (since != null && offset >= since.from()) {
            return Fate.PARKED;
        }
        if (!fresh || !(holds.containsKey(account) || asked.isHeld(partition.topic(), account))) {
            return Fate.LOADED;
        }
        return parkFrom(account, new Held(offset, false));
    }

    /**
     * A record does not fit: it is rejected, or it is one too many.
     *
     * @return {@link Fate#LOADED} where it goes the way of all others
     * @throws FailureException when it is one too many and no account can be held for it
     */
    Fate rejected(String account, long offset) {
        var run = runs.merge(account, 1, Integer::sum);
        if (run <= limit) {
            return Fate.LOADED;
        }
        if (!mayBegin(account)) {
            throw new FailureException(schemaIsWrong(account, run, offset));
        }
        var fate = parkFrom(account, new Held(offset, true));
        if (fate == Fate.PARKED) {
            begin(account, offset);
        } else {
            runs.put(account, run - 1);
        }
        return fate;
    }

    void fits(String account) {
        if (!runs.isEmpty()) {
            runs.remove(account);
        }
    }

    SortedMap<String, Held> held() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(held));
    }

    Rejections rejections() {
        var others = new TreeMap<>(runs);
        others.keySet().removeAll(holds.keySet());
        return new Rejections(others, holds);
    }

    /** The same with a hold from that offset on for everyone who has more in a row than may be. */
    Rejections rejectionsFrom(long offset, int most) {
        for (var run : new TreeMap<>(runs).entrySet()) {
            if (run.getValue() > most && mayBegin(run.getKey())) {
                begin(run.getKey(), offset);
            }
        }
        return rejections();
    }

    /** Whether the account can be held because of its records: somebody has to be able to lift that again. */
    boolean mayBegin(String account) {
        return asked.canBegin() && AccountNumbers.isName(account) && AccountNumbers.hasRoom(holds);
    }

    /** The same range, all of it intended, with these accounts held. */
    AccountsInRange again(Rejections before, SortedMap<String, Held> all) {
        return intended(partition, before, asked, all);
    }

    /** From then on its records are parked; its run begins anew when somebody lifts the hold. */
    private void begin(String account, long offset) {
        holds.put(account, offset);
        runs.remove(account);
    }

    private Fate parkFrom(String account, Held since) {
        if (!AccountNumbers.hasRoom(held)) {
            return Fate.NEXT_RANGE;
        }
        held.put(account, since);
        return Fate.PARKED;
    }

    private Failure schemaIsWrong(String account, int run, long offset) {
        String why;
        if (!asked.canBegin()) {
            why = "nobody could lift a hold without bi-basic";
        } else if (!AccountNumbers.isName(account)) {
            why = "they name no account that could be held";
        } else {
            why = "as many accounts are held as a partition can remember, so a schema is wrong and not an account";
        }
        return new Failure(
                FailureKind.SCHEMA,
                "%d records in a row of account '%s' up to offset %d do not fit, and %s; nothing of them is loaded or rejected until the declaration or bi.loading.rejection-limit changes"
                        .formatted(run, AccountNumbers.isName(account) ? account : "", offset, why));
    }
}
