package io.bisync.loading.range;

import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.Held;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.range.LoadAttempt.Start;
import io.bisync.loading.range.OffsetMetadata.Intent;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Loads the tables of one range: children first, their parent last, one load at a time. A table whose rows StarRocks
 * refused before, so that it is marked as split in the intent, is loaded in halves of records, and halves of halves, until
 * what is refused is one record. That record's rows are left out of all tables that follow; those of its children may be
 * in already, ahead of it.
 */
final class RangeLoad {

    /** What became of all tables. */
    sealed interface Outcome {
        /** Everything is in that can be. */
        record Loaded(RangeRows rows, List<DeadLetter> refused) implements Outcome {}

        /** StarRocks refuses rows of this table, and nothing of it is in: the intent has to say so before it is split. */
        record ToSplit(String table, LoadOutcome.Refused answer) implements Outcome {}

        /** StarRocks refuses one account's rows and no other's: the intent has to say that it is held before the rest goes on. */
        record ToHold(String account, LoadOutcome.Refused answer, Intent intent) implements Outcome {}
    }

    private final Range range;
    /** The rows of all records; {@link #rows} are those without what is refused. */
    private final RangeRows all;

    private final Labels labels;
    private final LoadingRules rules;
    private final LoadRunner runner;

    private final TreeMap<Long, DeadLetter> refused = new TreeMap<>();
    private int refusedInRow;
    /** Of those, the records that were refused alone, by account. */
    private final Map<String, Integer> refusedAlone = new HashMap<>();

    private RangeRows rows;

    RangeLoad(Prepared prepared, Labels labels, LoadingRules rules, LoadRunner runner) {
        this.range = prepared.range();
        this.all = prepared.rows();
        this.labels = labels;
        this.rules = rules;
        this.runner = runner;
        this.rows = all;
    }

    /**
     * Loads table by table.
     *
     * @throws FailureException when the range has to rest
     */
    Outcome load() throws InterruptedException {
        try {
            return tables();
        } catch (OneAccountException one) {
            return new Outcome.ToHold(one.account, one.answer, holding(one.account));
        }
    }

    private Outcome tables() throws InterruptedException {
        endLoadsOfAnEarlierDeclaration();
        var done = new ArrayList<String>();
        for (var table : all.entity().tables().stream().map(Table::name).toList()) {
            var before = refused.size();
            if (range.intent().split().contains(table)) {
                var without = leftOut();
                halve(table, winners(rows.offsets()), without, done);
            } else if (rows.has(table)) {
                var label = labels.whole(table, range, all.entity().fingerprint(), leftOut());
                var answer = seen(label);
                if (answer == null) {
                    answer = runner.load(rows.load(table, label), start());
                }
                if (answer != null) {
                    if (all.records() > 1) {
                        return new Outcome.ToSplit(table, answer);
                    }
                    refuse(range.records().getFirst(), table, answer, done);
                }
            }
            done.add(table);
            if (refused.size() > before) {
                leaveOut(done);
            }
        }
        return new Outcome.Loaded(rows, List.copyOf(refused.values()));
    }

    /** Another declaration would make other rows: its loads must not come after ours. */
    private void endLoadsOfAnEarlierDeclaration() throws InterruptedException {
        var shape = range.intent().shape();
        if (shape == null || shape.equals(all.entity().fingerprint())) {
            return;
        }
        for (var table : all.entity().tables()) {
            var label = labels.whole(table.name(), range, shape, leftOut());
            runner.end(table.name(), label);
        }
    }

    /** Only these go into parts: what a newer record of the range replaces comes when that one is refused, or never. */
    private List<ConsumerRecord<byte[], byte[]>> winners(Set<Long> offsets) {
        return range.records().stream()
                .filter(it -> offsets.contains(it.offset()))
                .toList();
    }

    private void halve(
            String table, List<ConsumerRecord<byte[], byte[]>> records, SortedSet<Long> without, List<String> done)
            throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        if (records.size() == 1) {
            loadPart(table, records, without, done);
            return;
        }
        var middle = records.size() / 2;
        loadPart(table, records.subList(0, middle), without, done);
        loadPart(table, records.subList(middle, records.size()), without, done);
    }

    private void loadPart(
            String table, List<ConsumerRecord<byte[], byte[]>> records, SortedSet<Long> without, List<String> done)
            throws InterruptedException {
        var from = records.getFirst().offset();
        var to = records.getLast().offset() + 1;
        var label = labels.part(table, range, all.entity().fingerprint(), from, to, without);
        var answer = seen(label);
        if (answer == null) {
            var part = again(records, Set.of(), range.intent().held());
            if (!part.has(table)) {
                return;
            }
            answer = runner.load(part.load(table, label), start());
        }
        if (answer == null) {
            refusedInRow = 0;
            refusedAlone.clear();
            return;
        }
        refusedInRow++;
        checkLimit(table, records, answer);
        if (records.size() == 1) {
            refuse(records.getFirst(), table, answer, done);
        } else {
            halve(table, records, without, done);
        }
    }

    /** What StarRocks refused in an earlier round, or null; of the intended records only, as it says nothing of others. */
    private LoadOutcome.@Nullable Refused seen(LoadLabel label) {
        return start() == Start.MUST_BE_THERE
                ? null
                : range.abortedLoads().answers().get(label);
    }

    private Start start() {
        if (range instanceof Range.Fresh) {
            return Start.FRESH;
        }
        var content = range.intent().content();
        return content == null || content.equals(all.content()) ? Start.MAYBE_SENT : Start.MUST_BE_THERE;
    }

    private void refuse(
            ConsumerRecord<byte[], byte[]> record, String table, LoadOutcome.Refused answer, List<String> done) {
        var words = answer.errorRows() == null ? answer.message() : answer.errorRows();
        var ahead = done.isEmpty() ? "" : "; its rows of %s are loaded".formatted(String.join(", ", done));
        refused.put(
                record.offset(),
                new DeadLetter(
                        record,
                        RangeRows.REFUSED,
                        "StarRocks refuses the record's rows of %s: %s%s".formatted(table, words, ahead),
                        answer.label().value()));
    }

    /**
     * Records that only a refused one replaced come to light: their rows of the tables that are done follow, children
     * first, each record alone. One that is refused itself brings the next one to light.
     */
    private void leaveOut(List<String> done) throws InterruptedException {
        while (true) {
            var before = rows.offsets();
            rows = again(range.records(), refused.keySet(), range.intent().held());
            var uncovered = new HashSet<>(rows.offsets());
            uncovered.removeAll(before);
            if (uncovered.isEmpty()) {
                return;
            }
            var without = leftOut();
            for (var record : winners(uncovered)) {
                var ahead = new ArrayList<String>();
                for (var table : done) {
                    if (!refused.containsKey(record.offset())) {
                        loadPart(table, List.of(record), without, ahead);
                        ahead.add(table);
                    }
                }
            }
        }
    }

    private SortedSet<Long> leftOut() {
        return new TreeSet<>(refused.keySet());
    }

    private RangeRows again(
            List<ConsumerRecord<byte[], byte[]>> records, Set<Long> without, SortedMap<String, Held> held) {
        return all.again(records, without, range.start().rejectedBefore(), held);
    }

    /** Without the account the range has other rows, so what was refused says nothing of them. */
    private Intent holding(String account) {
        var intent = range.intent();
        var held = new TreeMap<>(intent.held());
        held.put(account, new Held(range.from(), true));
        var rest = again(range.records(), Set.of(), held);
        try {
            return new Intent(
                    intent.to(),
                    intent.at(),
                    all.entity().fingerprint(),
                    rest.content(),
                    new TreeSet<>(),
                    held,
                    intent.unread());
        } finally {
            rest.release();
        }
    }

    /** While one account's records alone are refused, its limit counts; else, as many loads in a row say that the table is wrong. */
    private void checkLimit(String table, List<ConsumerRecord<byte[], byte[]>> records, LoadOutcome.Refused answer) {
        if (records.size() == 1) {
            var account = AccountTally.account(records.getFirst());
            var alone = refusedAlone.merge(account, 1, Integer::sum);
            if (refusedAlone.size() == 1 && alone > rules.rejectionLimit() && mayHold(account)) {
                throw new OneAccountException(account, answer);
            }
        }
        if (refusedInRow > rules.rejectionLimit()
                && !(refusedAlone.size() == 1
                        && mayHold(refusedAlone.keySet().iterator().next()))) {
            throw schemaDoesNotFit(table, answer);
        }
    }

    private boolean mayHold(String account) {
        return all.accounts().mayBegin(account)
                && AccountNumbers.hasRoom(range.intent().held());
    }

    private FailureException schemaDoesNotFit(String table, LoadOutcome.Refused answer) {
        return new FailureException(new Failure(
                FailureKind.SCHEMA,
                "StarRocks refused %d loads of %s in a row, the last one %s (%s): the schema does not fit; nothing is rejected until table, declaration or bi.loading.rejection-limit changes"
                        .formatted(refusedInRow, table, answer.label().value(), answer.message())));
    }

    /** Ends the loads of a range whose refused rows are all of one account. */
    private static final class OneAccountException extends RuntimeException {

        private final String account;
        private final transient LoadOutcome.Refused answer;

        OneAccountException(String account, LoadOutcome.Refused answer) {
            super(account, null, false, false);
            this.account = account;
            this.answer = answer;
        }
    }
}
