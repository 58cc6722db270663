package io.bisync.proof.simulation;

/** A rule of the protocol, broken by a port that lies or forgets; each has to be caught. */
enum Mutant {
    NEW_LABEL_ON_RETRY("a load that is sent again gets another label"),
    COMMIT_BEFORE_LOAD("the end of a range is committed before its loads"),
    NO_INTENT("nothing is noted before a load"),
    OTHER_BATCH_ON_SECOND_READING("an intended range comes back shorter"),
    PUBLISH_TIMEOUT_IS_FAILURE("a publish timeout counts as failure, and the rows get another label"),
    SKIP_BATCH_ON_POISON("a range with refused rows is skipped as a whole"),
    IGNORE_UNKNOWN_INTENT("a range is loaded though its intent may not be committed: no fencing"),
    ABORTED_IS_DONE("an aborted label counts as loaded"),
    RUNNING_IS_DONE("a running label counts as loaded"),
    UNKNOWN_IS_DONE("an unknown label counts as loaded"),
    FAILED_IS_DONE("an answer that is not a success counts as one"),
    SPLIT_ON_TRANSIENT_FAILURE("a range is split though nobody knows whether it is loaded"),
    DROP_AFTER_RETRIES("a load that failed three times is given up as if it were done"),
    LABEL_SHARED_BY_TABLES("labels do not name the table and the topic"),
    LABEL_SHARED_BY_PARTITIONS("labels do not name the partition"),
    NO_MERGE_CONDITION("rows replace newer ones"),
    NO_OWNERSHIP_CHECK("nobody looks whether a partition is still owned"),
    RANGE_FROM_FIRST_RECORD(
            "whatever the poll gives next counts as next: nothing is sought back to the committed offset"),
    COMMIT_AFTER_FAILED_DEAD_LETTER("a dead letter that was not acknowledged counts as one that was"),
    DEAD_LETTER_BEFORE_ABORTED("rows count as refused before their label is aborted"),
    PARENT_BEFORE_CHILDREN("a parent is loaded before its children"),
    NEW_PARTS_AFTER_CRASH_IN_SPLIT("after a crash in a split its parts are loaded anew"),
    SPLIT_NOT_NOTED("a split is not noted beside the offset"),
    HELD_NOT_NOTED("the held accounts of an intended range are not noted beside the offset"),
    COMMIT_AFTER_FAILED_PARKING("a parked record that was not acknowledged counts as one that was"),
    POSITION_PASSES_WHAT_IS_HELD("the position is committed though records below it are gathered or recovered");

    /** What it does. */
    final String words;

    Mutant(String words) {
        this.words = words;
    }
}
