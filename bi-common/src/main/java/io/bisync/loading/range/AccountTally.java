package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.event.EventHeaders;
import io.bisync.loading.range.RangeCounts.AccountCount;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Counts a range by account, without a string or a date per record: most records in a row are of one account. */
final class AccountTally {

    /** A header's word and a key's word for the same account are kept apart: only the former goes into rows. */
    private record Source(String name, boolean named) {}

    private final Map<Source, Tally> tallies = new HashMap<>();
    private @Nullable Tally last;

    /** The tally of a record's account: as its header says, else as its key {@code <account>:<id>} begins. */
    Tally of(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader(EventHeaders.ACCOUNT);
        var key = record.key();
        if (header != null && header.value() != null) {
            return of(header.value(), header.value().length, true);
        }
        return of(key == null ? new byte[0] : key, colon(key), false);
    }

    /** A record's account for people: as {@link #of} finds it, and empty where nothing names one. */
    static String account(ConsumerRecord<byte[], byte[]> record) {
        return new AccountTally().of(record).name();
    }

    /** Of accounts whose records were all parked nothing is told. */
    Map<String, AccountCount> counts() {
        return tallies.entrySet().stream()
                .filter(it -> it.getValue().counted)
                .collect(Collectors.toMap(
                        it -> it.getKey().name(), it -> it.getValue().count(), AccountCount::plus));
    }

    private Tally of(byte[] account, int length, boolean named) {
        var known = last;
        if (known != null
                && named == known.named
                && Arrays.equals(known.bytes, 0, known.bytes.length, account, 0, length)) {
            return known;
        }
        var source = new Source(new String(account, 0, length, UTF_8), named);
        var tally =
                tallies.computeIfAbsent(source, it -> new Tally(it.name(), Arrays.copyOf(account, length), it.named()));
        last = tally;
        return tally;
    }

    private static int colon(byte @Nullable [] key) {
        for (var i = 0; key != null && i < key.length; i++) {
            if (key[i] == ':') {
                return i;
            }
        }
        return 0;
    }

    /** One account's counts. */
    static final class Tally {

        private final String name;
        private final byte[] bytes;
        private final boolean named;
        private byte @Nullable [] newest;
        private long newestTimestamp = -1;
        private long rows;
        private long rejected;
        private boolean counted;

        private Tally(String name, byte[] bytes, boolean named) {
            this.name = name;
            this.bytes = bytes;
            this.named = named;
        }

        /** The account, as a header or a key names it; empty where none does. */
        String name() {
            return name;
        }

        /** The account, where a header names it. */
        @Nullable String account() {
            return named ? name : null;
        }

        /** RFC 3339 in UTC sorts as text: only the newest is ever parsed. */
        void loaded(int rows, ConsumerRecord<byte[], byte[]> record) {
            this.rows += rows;
            counted = true;
            var time = record.headers().lastHeader(EventHeaders.TIME);
            if (time == null || time.value() == null) {
                newestTimestamp = Math.max(newestTimestamp, record.timestamp());
            } else if (newest == null || Arrays.compare(time.value(), newest) > 0) {
                newest = time.value();
            }
        }

        void rejected() {
            rejected++;
            counted = true;
        }

        private AccountCount count() {
            return new AccountCount(rows, rejected, newestChange());
        }

        private @Nullable Instant newestChange() {
            var timestamp = newestTimestamp < 0 ? null : Instant.ofEpochMilli(newestTimestamp);
            if (newest == null) {
                return timestamp;
            }
            try {
                return Instant.parse(new String(newest, US_ASCII));
            } catch (DateTimeException unreadable) {
                return timestamp;
            }
        }
    }
}
