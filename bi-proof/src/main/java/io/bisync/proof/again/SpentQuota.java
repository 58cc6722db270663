package io.bisync.proof.again;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.jushuitan.api.Fault;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.again.Step.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The ERP refuses calls though each had a permit: the budget of a day is spent. It would turn at midnight in Shanghai, so that
 * moment is brought forward in the ledger, and nobody says a word.
 */
final class SpentQuota {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String CODE = "BI-JST-18";
    private static final Pattern PAUSED =
            Pattern.compile("Run (\\d+) is paused \\(" + CODE + "[^)]*\\), continues by itself at");

    private final Purchases purchases;

    SpentQuota(Purchases purchases) {
        this.purchases = purchases;
    }

    Step step() {
        return new Step(
                "A spent budget of a day pauses a run, bi-cron ends with code 0 and says so, and the run goes on by"
                        + " itself when it turns",
                this::spend);
    }

    private Outcome spend() {
        LocalStack stack = purchases.stack();
        var faults = stack.jushuitan().faults();
        faults.inject(new Fault(
                new Fault.Effect.Code(199, "the budget of the day is spent"),
                Integer.MAX_VALUE,
                path(),
                LocalStack.JUSHUITAN.get(Purchases.ACCOUNT)));
        int code;
        ChildProcess job = stack.startHistory(
                "account=" + Purchases.ACCOUNT,
                "entity=" + Purchases.ENTITY,
                "from=-2d",
                "again",
                "key=spent",
                "--bi.history.patience=1m");
        try {
            code = job.awaitExit(LIMIT);
        } finally {
            faults.clear();
        }
        long run = paused(job);
        if (run == 0) {
            return new Outcome(false, "bi-cron ended with %d and said nothing of a pause".formatted(code));
        }
        JsonNode paused = stack.controlPlane().get("/api/runs/" + run);
        int waiting = purchases.execute(
                "bisync",
                "UPDATE basic.slice SET paused_until = now() WHERE run_id = %d AND state = 'WAITING' AND paused_until > now()"
                        .formatted(run));
        JsonNode ended = purchases.ended(run);
        return new Outcome(
                code == 0
                        && paused.path("state").asString().equals("WAITING")
                        && paused.path("code").asString("").equals(CODE)
                        && waiting > 0
                        && Purchases.isComplete(ended),
                "bi-cron ended with %d, the run was %s until %s (%s), %d slices waited, then %s"
                        .formatted(
                                code,
                                paused.path("state").asString(),
                                paused.path("until").asString(""),
                                paused.path("code").asString(""),
                                waiting,
                                Purchases.state(ended)));
    }

    /** The run of which the job said that it pauses; 0 where it did not. */
    private static long paused(ChildProcess job) {
        try {
            Matcher said = PAUSED.matcher(Files.readString(job.log()));
            long run = 0;
            while (said.find()) {
                run = Long.parseLong(said.group(1));
            }
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String path() {
        return Dictionary.of("jushuitan").stream()
                .filter(page -> page.entity().equals(Purchases.ENTITY))
                .findFirst()
                .orElseThrow()
                .require("path");
    }
}
