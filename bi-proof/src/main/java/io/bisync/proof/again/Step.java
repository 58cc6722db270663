package io.bisync.proof.again;

import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import java.util.List;

/**
 * One of the things that a person does.
 *
 * @param question what is to hold then, as a sentence
 */
record Step(String question, Doing doing) {

    /** Does it. */
    @FunctionalInterface
    interface Doing {
        Outcome done();
    }

    /**
     * What came of it.
     *
     * @param holds whether it is as it should be
     * @param what was seen, in figures
     */
    record Outcome(boolean holds, String what) {}

    Finding run() {
        Outcome outcome = doing.done();
        return finding(outcome.what(), outcome.holds() ? List.of() : List.of(outcome.what()));
    }

    Finding finding(String measured, List<String> wrong) {
        return Finding.of(Verdict.EVENTS, question, measured, wrong);
    }
}
