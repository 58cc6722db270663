package io.bisync.proof;

import io.bisync.local.stack.LocalStack;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the suite through an eventful while and gathers what speaks for and against it. */
final class Check {

    private final Consumer<String> progress;
    private final EventfulWhile eventful;
    private final StandStill standStill;
    private final Comparison comparison;

    Check(LocalStack stack, InstantSource clock, Consumer<String> progress, List<FaultInjection> strikes) {
        this.progress = progress;
        Sql sql = Sql.of(stack);
        Topics topics = new Topics(stack.kafka().bootstrapServers());
        this.eventful = new EventfulWhile(stack, clock, progress, sql, strikes);
        this.standStill = new StandStill(stack, clock, topics);
        this.comparison = new Comparison(stack, sql, topics);
    }

    List<Finding> run() {
        eventful.run();
        progress.accept("The ERPs stand still; waiting until everything is loaded");
        List<Finding> findings = new ArrayList<>();
        findings.add(standStill.await());
        progress.accept("Comparing");
        findings.addAll(comparison.findings());
        findings.addAll(eventful.findings());
        return findings;
    }
}
