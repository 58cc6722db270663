package io.bisync.proof.strike;

import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Topics;
import java.util.List;

/** Something that strikes the suite while it works. */
@FunctionalInterface
public interface FaultInjection {

    /** What the plain check does to it: one service is killed, and a tenant's release goes wrong. */
    static List<FaultInjection> plain(LocalStack stack) {
        return List.of(
                new MidLoadKill(stack.apiJushuitan(), stack.starRocks(), "ods_jushuitan_order"), new HeldTenant(stack));
    }

    /** What the check under faults does to it, one after the other. */
    static List<FaultInjection> faults(LocalStack stack) {
        return List.of(
                new MidLoadKill(stack.apiJushuitan(), stack.starRocks(), "ods_jushuitan_order"),
                new HeldTenant(stack),
                new LostAnswers(stack.starRocks()),
                new MidLoadKill(stack.apiLeke(), stack.starRocks(), "ods_leke_order"),
                new StandInRestart(stack.starRocks()),
                new ReportedLag(
                        stack.starRocks(),
                        new Topics(stack.kafka().bootstrapServers()),
                        stack.apiLeke().management(),
                        stack.controlPlane().administrator()),
                ServerKill.ofBroker(stack),
                ServerKill.ofPostgres(stack),
                // Last: the others look for labels.
                new EvictedLabels(stack.starRocks()));
    }

    /** Strikes, and returns when it is overcome: the finding says that it really struck. */
    Finding strike();

    /** A finding that holds when nothing is wrong. */
    static Finding finding(String question, String measured, List<String> wrong) {
        return Finding.of(Verdict.EVENTS, question, measured, wrong);
    }

    /** Nothing came that could have been struck. */
    static Finding never(String question) {
        return finding(question, "never", List.of("There was no load to strike"));
    }
}
