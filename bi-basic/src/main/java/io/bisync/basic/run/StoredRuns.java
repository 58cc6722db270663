package io.bisync.basic.run;

import io.bisync.account.api.RunApi.SignalRequest;
import io.bisync.basic.account.AccountDeleted;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.idempotency.Idempotency;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs, as people begin and steer them. */
class StoredRuns {

    private final RunTable table;
    private final Planner planner;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Audit audit;
    private final Idempotency idempotency;

    StoredRuns(
            RunTable table,
            Planner planner,
            TransactionTemplate transaction,
            Accounts accounts,
            Audit audit,
            Idempotency idempotency) {
        this.table = table;
        this.planner = planner;
        this.transaction = transaction;
        this.accounts = accounts;
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
        var parts = planned.plan().parts();
        if (!parts.isEmpty() && parts.stream().allMatch(it -> it.refusal() != null)) {
            throw new RefusedException(
                    Code.NOT_LIVE_YET,
                    "History is loaded after the live pull has begun, else what changes between the two would be"
                            + " missing; nothing of this has begun: " + notLive(planned.plan()));
        }
        var runs = runs(planned.plan());
        if (planned.slices().isEmpty() && !runs.isEmpty()) {
            throw new RefusedException(Code.UNDERWAY, "Others load all that is not loaded yet: run " + runs);
        }
        long run = table.add(request, detail(planned.plan(), runs));
        table.cut(run, source, planned.slices());
        audit.note("run.begin", object(run), null, request);
        return run;
    }

    /** What was left out, in words. */
    private static @Nullable String detail(RunPlan plan, String runs) {
        var words = new StringBuilder();
        if (!runs.isEmpty()) {
            words.append("Left out, as others load it: run ").append(runs).append(". ");
        }
        var notLive = notLive(plan);
        if (!notLive.isEmpty()) {
            words.append("Left out, as its live pull has not begun: ")
                    .append(notLive)
                    .append(". ");
        }
        if (plan.slices() == 0) {
            words.append(plan.parts().isEmpty() ? "No account is enabled. " : "Everything else is loaded already. ");
        }
        return words.isEmpty() ? null : words.substring(0, Math.min(2_000, words.length() - 1));
    }

    private static String runs(RunPlan plan) {
        return plan.parts().stream()
                .flatMap(it -> it.runs().stream())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static String notLive(RunPlan plan) {
        return plan.parts().stream()
                .filter(it -> it.refusal() != null)
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
                    table.cancel(run);
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
            var again = failed.again();
            if (failed.elsewhere().isEmpty()) {
                table.retry(run, failed.slice());
            } else {
                table.replace(failed.slice(), "Other slices have its window, or a part of it");
                table.cut(
                        run,
                        said.source(),
                        Windows.without(again.window(), failed.elsewhere()).stream()
                                .map(it -> new NewSlice(again.part(), it, again.rows()))
                                .toList());
            }
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
