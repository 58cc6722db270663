package io.bisync.proof;

import io.bisync.local.stack.LocalStack;
import io.bisync.proof.again.LoadedAgain;
import io.bisync.proof.comparison.Comparison;
import io.bisync.proof.comparison.StandStill;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import io.bisync.proof.strike.FaultInjection;
import io.bisync.proof.tampering.SelfCheck;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the suite through an eventful while and gathers what speaks for and against it. */
final class Check {

    private final LocalStack stack;
    private final Consumer<String> progress;
    private final Sql sql;
    private final Topics topics;
    private final EventfulWhile eventful;
    private final StandStill standStill;
    private final Comparison comparison;
    private final LoadedAgain loadedAgain;

    Check(LocalStack stack, InstantSource clock, Consumer<String> progress, List<FaultInjection> strikes) {
        this.stack = stack;
        this.progress = progress;
        this.sql = Sql.of(stack);
        this.topics = new Topics(stack.kafka().bootstrapServers());
        this.eventful = new EventfulWhile(stack, clock, progress, sql, strikes);
        this.standStill = new StandStill(stack, clock, topics);
        this.comparison = new Comparison(stack, sql, topics);
        this.loadedAgain = new LoadedAgain(stack, clock, sql, topics);
    }

    /**
     * What speaks for and against it.
     *
     * @param whole whether everything is loaded again that can be
     */
    List<Finding> run(boolean whole) {
        eventful.run();
        progress.accept("The ERPs stand still; waiting until everything is loaded");
        List<Finding> findings = new ArrayList<>();
        findings.add(standStill.await());
        List<Finding> happened = eventful.findings();
        progress.accept("Loading again what is taken away, set aside and changed");
        List<Finding> again = loadedAgain.run(whole, progress);
        if (whole) {
            progress.accept("A service was started again; waiting until what it repeats is loaded");
            findings.add(standStill.await());
        }
        comparison.expectLetters(loadedAgain.letters());
        progress.accept("Comparing");
        findings.addAll(comparison.findings());
        findings.addAll(happened);
        findings.addAll(again);
        return findings;
    }

    /** What was found, and where nothing speaks against it, whether the check finds what is tampered with. */
    List<Finding> tamper(List<Finding> found) {
        if (Finding.verdict(found) != Verdict.AGREED) {
            return found;
        }
        progress.accept("Both sides agree; tampering begins");
        List<Finding> findings = new ArrayList<>(found);
        findings.addAll(new SelfCheck(stack, sql, topics, comparison, progress).run());
        return findings;
    }
}
