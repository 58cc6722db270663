package io.bisync.row;

import io.bisync.record.OddField;
import io.bisync.record.UndeclaredField;
import java.util.List;

/** What became of a record. */
public sealed interface Normalised {

    /**
     * The record fits: its rows are in the round, or a newer version of the same entity was there already.
     *
     * @param rows how many rows it has, over all tables
     * @param rounded decimals that had more digits than their column keeps
     * @param undeclared fields nobody declared, each as often as it came, kept in {@code extra}
     * @param personal personal fields that were dropped
     * @param odd values of declared fields that their column does not take, each as often as it came
     */
    record Rows(int rows, int rounded, List<UndeclaredField> undeclared, int personal, List<OddField> odd)
            implements Normalised {}

    /** The record says nothing: it is counted and skipped, never rejected. */
    record Ignored(String reason) implements Normalised {}

    /** The record does not fit its declaration; nothing of it is in the round. The message holds no values. */
    record Rejected(String code, String message) implements Normalised {}
}
