package io.bisync.proof.crash.member;

import io.bisync.loading.Offsets.Committed;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A rule of the protocol that a worker breaks, so that the checker can be seen to notice. */
public enum Mutation {
    NONE,
    /** The end of a range is committed before its loads. */
    COMMITS_BEFORE_LOADING,
    /** Every attempt at a load has a label of its own. */
    NEW_LABEL_EVERY_TIME,
    /** Rows replace newer ones. */
    NO_MERGE_CONDITION;

    private static final Pattern END = Pattern.compile(" to=(\\d+)");
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    Committed told(Committed truth) {
        var intent = END.matcher(truth.metadata());
        return this == COMMITS_BEFORE_LOADING && intent.find()
                ? new Committed(
                        Long.parseLong(intent.group(1)), truth.metadata().substring(0, intent.start()))
                : truth;
    }

    LoadRequest told(LoadRequest truth) {
        return switch (this) {
            case NONE, COMMITS_BEFORE_LOADING -> truth;
            case NEW_LABEL_EVERY_TIME ->
                new LoadRequest(
                        new LoadLabel(truth.label().value() + "-n" + ATTEMPTS.incrementAndGet()),
                        truth.table(),
                        truth.columns(),
                        truth.mergeCondition(),
                        truth.body());
            case NO_MERGE_CONDITION -> new LoadRequest(truth.label(), truth.table(), truth.columns(), "", truth.body());
        };
    }
}
