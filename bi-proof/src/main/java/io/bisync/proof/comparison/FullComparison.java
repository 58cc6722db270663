package io.bisync.proof.comparison;

import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What the check finds out about a stack after whatever happened to it, for the other parts of the proof. */
public final class FullComparison {

    private FullComparison() {}

    /** Stops the ERPs, waits until everything is loaded, and compares both sides. */
    public static List<Finding> of(LocalStack stack, InstantSource clock) {
        Topics topics = new Topics(stack.kafka().bootstrapServers());
        List<Finding> findings = new ArrayList<>();
        findings.add(new StandStill(stack, clock, topics).await());
        findings.addAll(new Comparison(stack, Sql.of(stack), topics).findings());
        return findings;
    }
}
