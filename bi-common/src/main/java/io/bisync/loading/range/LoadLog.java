package io.bisync.loading.range;

import static java.util.stream.Collectors.groupingBy;

import io.bisync.event.EventHeaders;
import io.bisync.event.Trace;
import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.Failure;
import io.bisync.loading.FailureKind;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per load, of DEBUG where it went well, and one for each account and code of what a range rejected. At DEBUG
 * the lines of loads name the traces of the events that they carry, up to {@value #MOST_TRACES}.
 */
public final class LoadLog {

    private static final Logger log = LoggerFactory.getLogger(LoadLog.class);

    private static final int MOST_TRACES = 32;

    /** An account's records that were rejected for one reason. */
    private record Reason(String account, String code) {
        private static Reason of(DeadLetter letter) {
            return new Reason(AccountTally.account(letter.record()), letter.code());
        }
    }

    private LoadLog() {}

    /** Notes the traces of records, where somebody wants to read of them: a header of each record is looked at for it. */
    public static void follow(List<ConsumerRecord<byte[], byte[]>> records, Collection<String> traces) {
        if (!log.isDebugEnabled()) {
            return;
        }
        for (var record : records) {
            var trace = EventHeaders.trace(record.headers());
            if (trace != null && traces.size() < MOST_TRACES) {
                traces.add(trace);
            }
        }
    }

    /** A partition rests; once for a reason, where somebody reads of it. */
    public static void resting(TopicPartition partition, long committed, Failure failure, Duration rest, boolean news) {
        var stopped = failure.kind().isStopped();
        var line = news ? (stopped ? log.atError() : log.atWarn()) : log.atDebug();
        line.addKeyValue("topic", partition.topic())
                .addKeyValue("partition", partition.partition())
                .addKeyValue("offset", committed)
                .addKeyValue("code", failure.kind().code())
                .log("{} Resting for {}. {}", failure.kind().code(), rest, failure.message());
    }

    /** A range is loaded; told where the partition failed before it. */
    public static void again(Range range, @Nullable Failure before) {
        if (before != null) {
            log.atInfo()
                    .addKeyValue("topic", range.partition().topic())
                    .addKeyValue("partition", range.partition().partition())
                    .addKeyValue("offset", range.to())
                    .addKeyValue("code", before.kind().code())
                    .log("Loads again after {}", before.kind().code());
        }
    }

    /** Tells of an exception that nobody expects, without its own message, as that may quote a record. */
    public static Failure unexpected(TopicPartition partition, long from, long to, Throwable thrown) {
        var bare = new IllegalStateException(thrown.getClass().getName());
        bare.setStackTrace(thrown.getStackTrace());
        var range = "[" + from + "," + to + ")";
        log.atError()
                .addKeyValue("topic", partition.topic())
                .addKeyValue("partition", partition.partition())
                .addKeyValue("offset", from)
                .setCause(bare)
                .log("{} Range {} failed in a way that nobody expects", FailureKind.UNEXPECTED.code(), range);
        return new Failure(
                FailureKind.UNEXPECTED,
                "%s while loading range %s; nothing of it is committed or rejected, the log has the stack"
                        .formatted(thrown.getClass().getSimpleName(), range));
    }

    static void rejected(Range range, List<DeadLetter> letters) {
        letters.stream().collect(groupingBy(Reason::of)).forEach((reason, those) -> {
            var first = those.getFirst();
            var trace = EventHeaders.trace(first.record().headers());
            var line = trace == null ? log.atWarn() : log.atWarn().addKeyValue(Trace.KEY, trace);
            line.addKeyValue("topic", range.partition().topic())
                    .addKeyValue("partition", range.partition().partition())
                    .addKeyValue("offset", first.record().offset())
                    .addKeyValue("account", reason.account())
                    .addKeyValue("code", reason.code())
                    .log(
                            "{} {} records of account '{}' are in {}-dlt, the first: {}",
                            reason.code(),
                            those.size(),
                            reason.account(),
                            range.partition().topic(),
                            first.reason());
        });
    }

    static void held(Range range, Rejections rejections) {
        rejections.holds().forEach((account, began) -> {
            if (!range.start().rejectedBefore().holds().containsKey(account)) {
                log.atWarn()
                        .addKeyValue("topic", range.partition().topic())
                        .addKeyValue("partition", range.partition().partition())
                        .addKeyValue("offset", began)
                        .addKeyValue("account", account)
                        .addKeyValue("code", FailureKind.SCHEMA.code())
                        .log(
                                "{} Account {} is held from here on, as one more of its records in a row would be rejected than bi.loading.rejection-limit allows; its records wait in {}-parked until the hold is lifted at bi-basic",
                                FailureKind.SCHEMA.code(),
                                account,
                                range.partition().topic());
            }
        });
    }

    static void sent(Range range, LoadRequest request, LoadOutcome outcome, Collection<String> traces) {
        var line = (outcome instanceof LoadOutcome.Committed ? log.atDebug() : log.atInfo())
                .addKeyValue("label", request.label().value())
                .addKeyValue("table", request.table())
                .addKeyValue("topic", range.partition().topic())
                .addKeyValue("partition", range.partition().partition())
                .addKeyValue("offset", range.from())
                .addKeyValue("range", range.text())
                .addKeyValue("rows", request.body().rows())
                .addKeyValue("bytes", request.body().length());
        if (!traces.isEmpty()) {
            line = line.addKeyValue(Trace.KEY, traces);
        }
        switch (outcome) {
            case LoadOutcome.Committed(var _, var rows, var times) ->
                line.addKeyValue("millis", times.total().toMillis())
                        .log(
                                "Loaded {} rows; milliseconds: begin {}, plan {}, read {}, write {}, commit {}",
                                rows,
                                times.begin().toMillis(),
                                times.plan().toMillis(),
                                times.read().toMillis(),
                                times.write().toMillis(),
                                times.commit().toMillis());
            case LoadOutcome.Refused refused -> line.log("Refused: {}", refused.message());
            case LoadOutcome.Undecided undecided -> line.log("Not decided: {}", undecided.reason());
            case LoadOutcome.NotNow notNow -> line.log("Not now: {}", notNow.reason());
            case LoadOutcome.Miscounted wrong -> line.log("Miscounted: {}", wrong.reason());
            case LoadOutcome.Misconfigured wrong -> line.log("Misconfigured: {}", wrong.reason());
        }
    }
}
