package io.bisync.starrocks.http;

import io.bisync.local.starrocks.fault.Fault;
import io.bisync.starrocks.LabelState;
import io.bisync.starrocks.LoadOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What the client says of a load of two rows that meets a fault.
 *
 * @param row the row of the table of StarRocks' behaviours, and what happens
 * @param state the label's state directly after the outcome
 * @param rows how many of the two rows are in by then
 */
record FaultRow(String row, Fault fault, Class<? extends LoadOutcome> outcome, LabelState state, int rows) {

    private static final Duration LONG = Duration.ofMinutes(10);

    /** The table. */
    static Stream<FaultRow> all() {
        return Stream.of(
                notThere(
                        "S01 redirect to a BE that is not there",
                        new Fault.RedirectTo(URI.create("http://127.0.0.1:1"))),
                misconfigured(
                        "S03 redirect to a stranger", new Fault.RedirectTo(URI.create("http://be.example.com:8040"))),
                notThere("S04 no BE alive", new Fault.NoBackend()),
                unknown("S05 500 of the FE", new Fault.FrontendPage(500)),
                unknown("S05 502 before the FE", new Fault.FrontendPage(502)),
                in("S05 502 in the answer's place", new Fault.AnswerPage(502)),
                in("S05 504 in the answer's place", new Fault.AnswerPage(504)),
                new FaultRow(
                        "S06 slow redirect",
                        new Fault.SlowRedirect(Duration.ofSeconds(4)),
                        LoadOutcome.Committed.class,
                        LabelState.VISIBLE,
                        2),
                unknown("S06 the FE hangs", new Fault.SlowRedirect(LONG)),
                in("S07 the BE hangs after the commit", new Fault.NoAnswer(LONG)),
                in("S09 a byte of the answer each second", new Fault.SlowAnswer(Duration.ofSeconds(1))),
                in("S10 endless answer", new Fault.EndlessAnswer()),
                aborted(
                        "S06 the BE stops reading within the body",
                        new Fault.StalledBody(10, LONG),
                        LoadOutcome.Undecided.class),
                aborted("S11 reset within the body", new Fault.ResetWithinBody(10), LoadOutcome.Undecided.class),
                in("S12 reset within the answer", new Fault.ResetWithinAnswer(200)),
                in("S12 reset before the answer", new Fault.ResetAfterCommit()),
                in("S14 answer cut", new Fault.CutAnswer(200)),
                in("S14 empty answer", new Fault.CutAnswer(0)),
                new FaultRow(
                        "S15 publish timeout",
                        new Fault.PublishTimeout(LONG),
                        LoadOutcome.Committed.class,
                        LabelState.COMMITTED,
                        2),
                running("S17 label in use at the first send", new Fault.BegunTwice()),
                running("S17 begin failed, yet begun", new Fault.ZombiePrepare()),
                unknown("S18 PREPARE lost with the leader", new Fault.PrepareLost()),
                in("S19 commit, then status unknown", new Fault.StatusUnknown()),
                in("S19 commit, then FE RPC failure", new Fault.CommitCallFails()),
                unknown("S19 FE RPC failure, nothing begun", new Fault.BeginFails()),
                aborted("S19 no memory", new Fault.MemoryExceeded(), LoadOutcome.NotNow.class),
                aborted("S20 too many versions", new Fault.TooManyVersions(), LoadOutcome.NotNow.class),
                notThere("S21 too many transactions", new Fault.RunningTransactions()),
                misconfigured("S22 password changed", new Fault.AccessDenied()),
                new FaultRow(
                        "S23 success with a row less",
                        new Fault.FewerRows(1),
                        LoadOutcome.Miscounted.class,
                        LabelState.VISIBLE,
                        1),
                running("S25 the BE dies within the body", new Fault.BackendDies(10)),
                unknown("late: the load begins after the connection broke", new Fault.BeginsLate(LONG)),
                new FaultRow(
                        "late: the load commits after the connection broke",
                        new Fault.CommitsLate(LONG),
                        LoadOutcome.Undecided.class,
                        LabelState.PREPARE,
                        0));
    }

    private static FaultRow in(String row, Fault fault) {
        return new FaultRow(row, fault, LoadOutcome.Undecided.class, LabelState.VISIBLE, 2);
    }

    private static FaultRow unknown(String row, Fault fault) {
        return new FaultRow(row, fault, LoadOutcome.Undecided.class, LabelState.UNKNOWN, 0);
    }

    private static FaultRow notThere(String row, Fault fault) {
        return new FaultRow(row, fault, LoadOutcome.NotNow.class, LabelState.UNKNOWN, 0);
    }

    private static FaultRow misconfigured(String row, Fault fault) {
        return new FaultRow(row, fault, LoadOutcome.Misconfigured.class, LabelState.UNKNOWN, 0);
    }

    private static FaultRow aborted(String row, Fault fault, Class<? extends LoadOutcome> outcome) {
        return new FaultRow(row, fault, outcome, LabelState.ABORTED, 0);
    }

    /** The label is taken until the transaction's timeout has aborted it. */
    private static FaultRow running(String row, Fault fault) {
        return new FaultRow(row, fault, LoadOutcome.Undecided.class, LabelState.PREPARE, 0);
    }

    @Override
    public String toString() {
        return row;
    }
}
