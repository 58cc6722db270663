package io.bisync.proof.simulation;

import io.bisync.loading.DeadLetters;
import io.bisync.loading.Offsets;
import io.bisync.starrocks.StreamLoad;

/** A rule of the protocol, broken by a port that lies or forgets; each has to be caught. */
enum Mutant {
    NEW_LABEL_ON_RETRY,
    COMMIT_BEFORE_LOAD,
    NO_INTENT,
    OTHER_BATCH_ON_SECOND_READING,
    PUBLISH_TIMEOUT_IS_FAILURE,
    SKIP_BATCH_ON_POISON,
    IGNORE_UNKNOWN_INTENT,
    ABORTED_IS_DONE,
    RUNNING_IS_DONE,
    UNKNOWN_IS_DONE,
    FAILED_IS_DONE,
    SPLIT_ON_TRANSIENT_FAILURE,
    DROP_AFTER_RETRIES,
    LABEL_SHARED_BY_TABLES,
    LABEL_SHARED_BY_PARTITIONS,
    NO_MERGE_CONDITION,
    NO_OWNERSHIP_CHECK,
    RANGE_FROM_FIRST_RECORD,
    COMMIT_AFTER_FAILED_DEAD_LETTER,
    DEAD_LETTER_BEFORE_ABORTED,
    PARENT_BEFORE_CHILDREN,
    NEW_PARTS_AFTER_CRASH_IN_SPLIT;

    Offsets offsets(Member member, World world) {
        return member;
    }

    StreamLoad streamLoad(StreamLoad starRocks, Worker worker) {
        return starRocks;
    }

    DeadLetters deadLetters(DeadLetters letters) {
        return letters;
    }
}
