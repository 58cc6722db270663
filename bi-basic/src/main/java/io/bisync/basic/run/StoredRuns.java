package io.bisync.basic.run;

import io.bisync.account.api.RunApi.SignalRequest;
import io.bisync.basic.account.AccountDeleted;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.idempotency.Idempotency;
import io.bisync.basic.letter.SendableLetters;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.SliceKind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs, as people begin and steer them. */
class StoredRuns {

    private final RunTable table;
    private final Planner planner;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final SendableLetters letters;
    private final Audit audit;
    private final Idempotency idempotency;

    StoredRuns(
            RunTable table,
            Planner planner,
            TransactionTemplate transaction,
            Accounts accounts,
            SendableLetters letters,
            Audit audit,
            Idempotency idempotency) {
        this.table = table;
        this.planner = planner;
        this.transaction = transaction;
        this.accounts = accounts;
        this.letters = letters;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    RunPlan plan(RunRequest request) {
        return planner.plan(request).plan();
    }

    /** The number of the run, which an earlier call under the same key may have begun. */
    long begin(@Nullable String key, RunRequest request) {
        var made = Objects.requireNonNull(
                transaction.execute(_ -> idempotency.once("run", key, request, () -> String.valueOf(begun(request)))));
        return Long.parseLong(made.id());
    }

    private long begun(RunRequest request) {
        var source = planner.source(request);
        table.lock(source);
        var planned = planner.plan(request);
        requireAny(planned.plan());
        var runs = runs(planned.plan());
        if (planned.slices().isEmpty() && !runs.isEmpty()) {
            throw new RefusedException(Code.UNDERWAY, "Others have all that is left underway: run " + runs);
        }
        var shown = RedrivePlans.shown(request);
        long run = table.add(shown, detail(planned, runs));
        table.cut(run, source, planned.slices());
        letters.take(run, planned.letters());
        audit.note("run.begin", object(run), null, shown);
        return run;
    }

    private static void requireAny(RunPlan plan) {
        if (plan.parts().isEmpty() || plan.parts().stream().anyMatch(it -> it.refusal() == null)) {
            return;
        }
        var notLive = refused(plan, Code.NOT_LIVE_YET);
        throw notLive.isEmpty()
                ? new RefusedException(
                        Code.NOT_COMPARABLE,
                        "Nothing of this can be compared in that way: " + refused(plan, Code.NOT_COMPARABLE))
                : new RefusedException(
                        Code.NOT_LIVE_YET,
                        "History is loaded and compared after the live pull has begun, else what changes between the"
                                + " two would be missing; nothing of this has begun: " + notLive);
    }

    /** What was left out, in words. */
    private static @Nullable String detail(Plans.Planned planned, String runs) {
        var words = Stream.of(
                        said("Left out, as others have it underway: run ", runs),
                        said("Left out, as its live pull has not begun: ", refused(planned.plan(), Code.NOT_LIVE_YET)),
                        said(
                                "Left out, as it cannot be compared in that way: ",
                                refused(planned.plan(), Code.NOT_COMPARABLE)),
                        Objects.requireNonNullElse(planned.note(), ""))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? null : words.substring(0, Math.min(2_000, words.length()));
    }

    private static String said(String before, String what) {
        return what.isEmpty() ? "" : before + what + ".";
    }

    private static String runs(RunPlan plan) {
        return plan.parts().stream()
                .flatMap(it -> it.runs().stream())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static String refused(RunPlan plan, Code why) {
        return plan.parts().stream()
                .filter(it -> why.text().equals(it.refusal()))
                .map(it -> "account %s, %s".formatted(it.account(), it.entity()))
                .limit(10)
                .collect(Collectors.joining("; "));
    }

    void signal(long run, SignalRequest wanted) {
        transaction.executeWithoutResult(_ -> {
            table.lock(table.said(run).source());
            // Somebody else may have been faster.
            var said = table.said(run);
            switch (wanted.signal()) {
                case PAUSE -> {
                    require(!said.ended(), run, wanted);
                    table.pause(run, true);
                }
                case RESUME -> {
                    require(!said.cancelled(), run, wanted);
                    table.pause(run, false);
                }
                case CANCEL -> {
                    require(!said.ended() || said.cancelled(), run, wanted);
                    letters.free(table.cancel(run));
                }
                case AGAIN -> {
                    require(!said.cancelled(), run, wanted);
                    again(run, said);
                }
            }
            table.end(said.source());
            audit.note("run." + wanted.signal().name().toLowerCase(Locale.ROOT), object(run), said, wanted);
        });
    }

    /** A window that somebody else has, or loaded since, is not loaded twice. */
    private void again(long run, RunTable.Said said) {
        for (var failed : table.failed(run)) {
            var rest = failed.rest();
            if (failed.kind() == SliceKind.REDRIVE) {
                resend(run, failed);
            } else if (rest == null) {
                table.retry(run, failed.slice());
            } else {
                table.replace(failed.slice(), "Other slices have its window, or a part of it");
                table.cut(run, said.source(), rest);
            }
        }
    }

    /** What others sent or discarded since is not sent twice; a value that a person wrote is gone with the slice that had it. */
    private void resend(long run, RunTable.Failed failed) {
        var offsets = failed.mended() ? List.<Long>of() : letters.retake(failed.slice());
        if (offsets.isEmpty()) {
            table.replace(
                    failed.slice(),
                    failed.mended()
                            ? "The mended value is kept no longer: mend the letter once more"
                            : "Others sent its letters, or discarded them");
        } else {
            table.narrow(failed.slice(), offsets);
            table.retry(run, failed.slice());
        }
    }

    private static void require(boolean possible, long run, SignalRequest wanted) {
        if (!possible) {
            throw new RefusedException(
                    Code.RUN_ENDED, "Run %d is over: there is nothing to %s".formatted(run, wanted.signal()));
        }
    }

    @EventListener
    void forget(AccountDeleted deleted) {
        var source = accounts.known(deleted.account()).source();
        table.lock(source);
        table.forget(deleted.account());
        table.end(source);
    }

    private static String object(long run) {
        return "run " + run;
    }
}
