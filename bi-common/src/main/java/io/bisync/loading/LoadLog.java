package io.bisync.loading;

import static java.util.stream.Collectors.groupingBy;

import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per load, of DEBUG where it went well, and one for each code of what a range set aside. */
final class LoadLog {

    private static final Logger LOG = LoggerFactory.getLogger(LoadLog.class);

    private LoadLog() {}

    static void setAside(Range range, List<DeadLetter> letters) {
        letters.stream()
                .collect(groupingBy(DeadLetter::code))
                .forEach((code, those) -> LOG.atWarn()
                        .addKeyValue("topic", range.topic())
                        .addKeyValue("partition", range.partition().partition())
                        .addKeyValue("offset", those.getFirst().record().offset())
                        .addKeyValue("code", code)
                        .log(
                                "{} {} records are in {}-dlt, the first: {}",
                                code,
                                those.size(),
                                range.topic(),
                                those.getFirst().reason()));
    }

    static void sent(Range range, LoadRequest request, LoadOutcome outcome) {
        var line = (outcome instanceof LoadOutcome.Committed ? LOG.atDebug() : LOG.atInfo())
                .addKeyValue("label", request.label().value())
                .addKeyValue("table", request.table())
                .addKeyValue("topic", range.topic())
                .addKeyValue("partition", range.partition().partition())
                .addKeyValue("offset", range.from())
                .addKeyValue("range", range.text())
                .addKeyValue("rows", request.body().rows())
                .addKeyValue("bytes", request.body().length());
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
