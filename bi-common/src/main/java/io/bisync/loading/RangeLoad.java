package io.bisync.loading;

import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.LoadAttempt.Start;
import io.bisync.loading.LoadAttempt.Step;
import io.bisync.loading.OffsetMetadata.Intent;
import io.bisync.row.ChunkPool;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.table.Entity;
import io.bisync.table.Table;
import java.time.Instant;
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

    static final String REFUSED = "BI-SR-03";

    private final Prepared.Ready prepared;
    private final Range range;
    private final Entity entity;
    private final Labels labels;
    private final LoadingRules rules;
    private final Backoff backoff;
    private final Carrier carrier;
    private final Instant until;
    private final ChunkPool memory;

    private final TreeMap<Long, DeadLetter> refused = new TreeMap<>();
    private int refusedInRow;
    /** Of those, the records that were refused alone, by account. */
    private final Map<String, Integer> refusedAlone = new HashMap<>();

    private RangeRows rows;

    /** Carries one load out, step by step, to {@link Step.Done} or {@link Step.Refused}. */
    @FunctionalInterface
    interface Carrier {
        /**
         * Carries it out.
         *
         * @throws FailureException when it is given up
         */
        Step carry(LoadAttempt load) throws InterruptedException;
    }

    RangeLoad(
            Prepared.Ready prepared,
            Entity entity,
            Labels labels,
            LoadingRules rules,
            Backoff backoff,
            Carrier carrier,
            Instant until,
            ChunkPool memory) {
        this.prepared = prepared;
        this.range = prepared.range();
        this.entity = entity;
        this.labels = labels;
        this.rules = rules;
        this.backoff = backoff;
        this.carrier = carrier;
        this.until = until;
        this.memory = memory;
        this.rows = prepared.rows();
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
        for (var table : entity.tables().stream().map(Table::name).toList()) {
            var before = refused.size();
            if (prepared.intent().split().contains(table)) {
                var without = leftOut();
                halve(table, winners(rows.offsets()), without, done);
            } else if (rows.has(table)) {
                var label = labels.whole(table, range, entity.fingerprint(), leftOut());
                var answer = seen(label);
                if (answer == null) {
                    answer = carry(rows.load(table, label));
                }
                if (answer != null) {
                    if (prepared.rows().records() > 1) {
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
        var shape = prepared.intent().shape();
        if (shape == null || shape.equals(entity.fingerprint())) {
            return;
        }
        for (var table : entity.tables()) {
            var label = labels.whole(table.name(), range, shape, leftOut());
            carrier.carry(new LoadAttempt(table.name(), label, rules, backoff, until));
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
        var label = labels.part(table, range, entity.fingerprint(), from, to, without);
        var answer = seen(label);
        if (answer == null) {
            var part = again(records, Set.of(), prepared.intent().held());
            if (!part.has(table)) {
                return;
            }
            answer = carry(part.load(table, label));
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

    /** What StarRocks refused, or null when the rows are in. */
    private LoadOutcome.@Nullable Refused carry(LoadRequest request) throws InterruptedException {
        var step = carrier.carry(new LoadAttempt(request, start(), rules, backoff, until));
        return step instanceof Step.Refused(var now) ? now : null;
    }

    /** What StarRocks refused in an earlier round, or null; of the intended records only, as it says nothing of others. */
    private LoadOutcome.@Nullable Refused seen(LoadLabel label) {
        return start() == Start.MUST_BE_THERE
                ? null
                : range.abortedLoads().answers().get(label);
    }

    private Start start() {
        if (!range.recovered()) {
            return Start.FRESH;
        }
        var content = prepared.intent().content();
        return content == null || content.equals(prepared.rows().content()) ? Start.MAYBE_SENT : Start.MUST_BE_THERE;
    }

    private void refuse(
            ConsumerRecord<byte[], byte[]> record, String table, LoadOutcome.Refused answer, List<String> done) {
        var words = answer.errorRows() == null ? answer.message() : answer.errorRows();
        var ahead = done.isEmpty() ? "" : "; its rows of %s are loaded".formatted(String.join(", ", done));
        refused.put(
                record.offset(),
                new DeadLetter(
                        record,
                        REFUSED,
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
            rows = again(range.records(), refused.keySet(), prepared.intent().held());
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
        var accounts = prepared.rows().accounts().again(range.rejectedBefore(), held);
        return RangeRows.again(records, entity, without, accounts, memory);
    }

    /** Without the account the range has other rows, so what was refused says nothing of them. */
    private Intent holding(String account) {
        var intent = prepared.intent();
        var held = new TreeMap<>(intent.held());
        held.put(account, new Held(range.from(), true));
        var rest = again(range.records(), Set.of(), held);
        try {
            return new Intent(intent.to(), intent.at(), entity.fingerprint(), rest.content(), new TreeSet<>(), held);
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
        return prepared.rows().accounts().mayBegin(account)
                && AccountNumbers.hasRoom(prepared.intent().held());
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
