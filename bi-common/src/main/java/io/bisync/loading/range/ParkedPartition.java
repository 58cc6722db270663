package io.bisync.loading.range;

import io.bisync.loading.Offsets.Committed;
import io.bisync.loading.Waiting;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one partition of a parked topic: from which record on each account's records wait, and up to where those of
 * others went back to be loaded. All of it stands beside the offset of the first record that waits, so that a restart
 * neither forgets a record nor sends many of them again.
 */
public final class ParkedPartition {

    private static final Pattern RELEASED = Pattern.compile("bi1(?: released=(\\S+))?");

    /** From which record on those of an account wait, and since when that one does. */
    private record Waiting(long from, long since) {}

    private final AccountTally tallies = new AccountTally();
    private final SortedMap<String, Waiting> waiting = new TreeMap<>();
    /** Of the accounts that wait, those whose records are read again to be published. */
    private final Set<String> releasing = new HashSet<>();

    private final SortedMap<String, Long> released;
    /** Everything below was seen. */
    private long seen;

    private ParkedPartition(long seen, SortedMap<String, Long> released) {
        this.seen = seen;
        this.released = new TreeMap<>(released);
    }

    /** As it was committed; of metadata that is not ours nothing is known, so that records may be sent again. */
    public static ParkedPartition of(long position, @Nullable String metadata) {
        var words = RELEASED.matcher(metadata == null ? "" : metadata);
        try {
            return new ParkedPartition(
                    position, words.matches() ? AccountNumbers.read(words.group(1), Long::valueOf) : new TreeMap<>());
        } catch (IllegalArgumentException unreadable) {
            return new ParkedPartition(position, new TreeMap<>());
        }
    }

    /** Sees a record, again or for the first time; true when it is to be published now, before the next one is seen. */
    public boolean isDue(ConsumerRecord<byte[], byte[]> record, Predicate<String> held) {
        var account = tallies.of(record).name();
        seen = Math.max(seen, record.offset() + 1);
        if (record.offset() < released.getOrDefault(account, 0L)) {
            return false;
        }
        // A later record must not go before those that wait: they are released together, from the first one on.
        if (held.test(account) || (waiting.containsKey(account) && !releasing.contains(account))) {
            waiting.putIfAbsent(account, new Waiting(record.offset(), record.timestamp()));
            releasing.remove(account);
            return false;
        }
        return true;
    }

    /** A record that was due is acknowledged where it is loaded from. */
    public void released(ConsumerRecord<byte[], byte[]> record) {
        var account = tallies.of(record).name();
        released.put(account, record.offset() + 1);
        waiting.computeIfPresent(account, (_, it) -> new Waiting(record.offset() + 1, it.since()));
    }

    /** Everything before this position was read: gives from where to read again, as an account is not held any more. */
    public OptionalLong goOn(long position, Predicate<String> held) {
        if (position < seen) {
            return OptionalLong.empty();
        }
        seen = position;
        waiting.keySet().removeAll(releasing);
        releasing.clear();
        waiting.keySet().stream().filter(held.negate()).forEach(releasing::add);
        return waiting.entrySet().stream()
                .filter(it -> releasing.contains(it.getKey()))
                .mapToLong(it -> it.getValue().from())
                .min();
    }

    /** What to commit: below it nothing waits. */
    public Committed position() {
        var position = waiting.values().stream().mapToLong(Waiting::from).min().orElse(seen);
        var kept = new TreeMap<String, Long>();
        released.entrySet().stream()
                .filter(it -> it.getValue() > position && AccountNumbers.isName(it.getKey()))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .takeWhile(_ -> AccountNumbers.hasRoom(kept))
                .forEach(it -> kept.put(it.getKey(), it.getValue()));
        return new Committed(
                position,
                kept.isEmpty()
                        ? "bi1"
                        : "bi1 released=" + AccountNumbers.text(kept, it -> String.valueOf(kept.get(it))));
    }

    /** Since when the record that waits longest does, in milliseconds; empty where none waits. */
    public OptionalLong waitingSince() {
        return waiting.values().stream().mapToLong(Waiting::since).min();
    }
}
