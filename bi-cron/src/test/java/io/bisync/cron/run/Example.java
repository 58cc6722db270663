package io.bisync.cron.run;

import io.bisync.run.Finding;
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
                                null,
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
                                null,
                                "BI-BASIC-99 no cursor yet")));
    }

    /** Of a replay: one topic lost what was before a moment, the other one lost nothing. */
    static RunPlan replay(@Nullable Instant from) {
        return new RunPlan(
                from,
                Instant.parse("2026-11-20T02:00:00Z"),
                3,
                1_500L,
                0L,
                null,
                List.of(
                        kept("order", 2, 1_200L, Instant.parse("2026-11-18T15:59:59.500Z")),
                        kept("shop", 1, 300L, null)));
    }

    private static RunPlan.Part kept(String entity, int slices, long rows, @Nullable Instant since) {
        return new RunPlan.Part(
                null, entity, slices, Duration.ZERO, Duration.ZERO, List.of(), rows, 0L, null, since, null);
    }

    static RunStatus status(RunStatus.State state, RunStatus.Part... parts) {
        return status(state, null, null, parts);
    }

    /** A complete run that found something, of which so many records became dead letters. */
    static RunStatus compared(RunKind kind, long setAside, RunStatus.Found... found) {
        var done = status(
                RunStatus.State.COMPLETE,
                new RunStatus.Part(
                        kind == RunKind.REPLAY ? null : "7",
                        "order",
                        new RunStatus.Counts(0, 0, 0, 3, 0, 0),
                        0,
                        0,
                        9,
                        List.of(found),
                        null,
                        null));
        return new RunStatus(
                done.id(),
                kind,
                done.source(),
                done.state(),
                done.reason(),
                done.startedBy(),
                done.startedAt(),
                done.startedAt(),
                done.slices(),
                done.rows(),
                done.calls(),
                done.bytes(),
                setAside,
                null,
                null,
                null,
                null,
                done.parts());
    }

    static RunStatus.Found found(Finding.Sort sort, long places, long rows, Finding... examples) {
        return new RunStatus.Found(sort, places, rows, List.of(examples));
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
                List.of(),
                failed == 0 ? null : "BI-JST-06",
                failed == 0 ? null : "refused");
    }
}
