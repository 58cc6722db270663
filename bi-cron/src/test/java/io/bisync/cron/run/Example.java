package io.bisync.cron.run;

import io.bisync.run.RunKind;
import io.bisync.run.RunPlan;
import io.bisync.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of bi-basic. */
final class Example {

    static final Instant BEGUN = Instant.parse("2026-11-20T02:00:00Z");

    private Example() {}

    static RunPlan plan() {
        return new RunPlan(
                Instant.parse("2026-08-22T16:00:00Z"),
                Instant.parse("2026-11-19T16:00:00Z"),
                13,
                1_200L,
                25L,
                Duration.ofMinutes(125),
                List.of(
                        new RunPlan.Part(
                                "7",
                                "order",
                                13,
                                Duration.ofDays(3),
                                Duration.ofDays(14),
                                List.of(11L, 9L),
                                1_200L,
                                25L,
                                Duration.ofMinutes(125),
                                null),
                        new RunPlan.Part(
                                "8",
                                "sales_out",
                                0,
                                Duration.ZERO,
                                Duration.ZERO,
                                List.of(),
                                null,
                                null,
                                null,
                                "BI-BASIC-99 no cursor yet")));
    }

    static RunStatus status(RunStatus.State state, RunStatus.Part... parts) {
        return status(state, null, null, parts);
    }

    static RunStatus status(
            RunStatus.State state, @Nullable String code, @Nullable Instant until, RunStatus.Part... parts) {
        var counts = new RunStatus.Counts(0, 0, 0, 0, 0, 0);
        long rows = 0;
        long calls = 0;
        for (var part : parts) {
            var more = part.slices();
            counts = new RunStatus.Counts(
                    counts.waiting() + more.waiting(),
                    counts.running() + more.running(),
                    counts.sent() + more.sent(),
                    counts.complete() + more.complete(),
                    counts.failed() + more.failed(),
                    counts.cancelled() + more.cancelled());
            rows += part.rows();
            calls += part.calls();
        }
        return new RunStatus(
                12,
                RunKind.HISTORY,
                "jushuitan",
                state,
                null,
                "bi-cron",
                BEGUN,
                null,
                counts,
                rows,
                calls,
                0,
                state == RunStatus.State.RUNNING ? Duration.ofSeconds(90) : null,
                until,
                code,
                code == null ? null : "the words of it",
                List.of(parts));
    }

    /** Of three slices so many are loaded and so many failed. */
    static RunStatus.Part part(String account, String entity, int complete, int failed) {
        return new RunStatus.Part(
                account,
                entity,
                new RunStatus.Counts(3 - complete - failed, 0, 0, complete, failed, 0),
                1_000L * complete,
                3_000,
                10L * complete,
                failed == 0 ? null : "BI-JST-06",
                failed == 0 ? null : "refused");
    }
}
