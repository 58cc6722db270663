package io.bisync.cron.run;

import io.bisync.account.ControlPlaneException;
import io.bisync.run.Finding;
import io.bisync.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a command ended.
 *
 * @param words for whoever reads the last line, with what to do
 */
record Ending(Outcome outcome, String words) {

    /**
     * How a run ended, and of one that stands still, that nobody needs to wait for it; empty while it is to be watched.
     *
     * @param patience a shorter pause is waited out
     */
    static Optional<Ending> of(RunStatus status, Instant now, Duration patience) {
        return switch (status.state()) {
            case RUNNING -> Optional.empty();
            case WAITING -> waiting(status, now, patience);
            case PAUSED ->
                Optional.of(new Ending(
                        Outcome.STOPPED,
                        "Run %d is paused, and goes on after: resume run=%1$d".formatted(status.id())));
            case CANCELLED -> Optional.of(new Ending(Outcome.STOPPED, "Run %d was cancelled".formatted(status.id())));
            case COMPLETE -> Optional.of(complete(status));
            case FAILED -> Optional.of(failed(status));
        };
    }

    /** bi-basic could not be asked, or would not. */
    static Ending of(Outcome outcome, ControlPlaneException told) {
        return new Ending(outcome, String.valueOf(told.getMessage()));
    }

    /** Nobody watches any more. */
    static Ending left(RunStatus status) {
        return new Ending(Outcome.STOPPED, "Run %d goes on; watch it with: status run=%1$d".formatted(status.id()));
    }

    /** Nobody could be asked for so long. */
    static Ending unheard(RunStatus status, Duration patience) {
        return new Ending(
                Outcome.FAILED,
                "bi-basic did not answer for %s; whether run %d goes on is not known, ask later: status run=%2$d"
                        .formatted(Figures.duration(patience), status.id()));
    }

    private static Optional<Ending> waiting(RunStatus status, Instant now, Duration patience) {
        var until = status.until();
        if (until == null || !until.isAfter(now.plus(patience))) {
            return Optional.empty();
        }
        return Optional.of(new Ending(
                Outcome.COMPLETED,
                "Run %d is paused (%s), continues by itself at %s; watch it with: status run=%1$d"
                        .formatted(status.id(), StatusText.why(status.code(), status.detail()), Figures.time(until))));
    }

    private static Ending complete(RunStatus status) {
        var verb = RunVerb.of(status.kind());
        if (status.slices().all() == 0) {
            return new Ending(
                    Outcome.COMPLETED,
                    verb == RunVerb.RUN
                            ? "Everything that was asked for is loaded already; to load it once more, say again"
                            : "Run %d is complete: %s".formatted(status.id(), verb.nothing()));
        }
        long differing = FoundText.rows(status, FoundText::isDifference);
        long unknown = FoundText.rows(status, Finding.Sort.UNKNOWN::equals);
        boolean rehearsed = verb == RunVerb.REPLAY;
        String words = "Run %d is complete%s: %s%s with %s calls%s%s"
                .formatted(
                        status.id(),
                        verb.loads() ? ", %s set aside".formatted(Figures.number(status.setAside())) : "",
                        PlanText.slices(status.slices().all()),
                        verb == RunVerb.VERIFY ? " compared" : ", " + FoundText.rows(status.rows()),
                        Figures.number(status.calls()),
                        differing == 0 || rehearsed ? "" : differing(verb, differing),
                        unknown == 0 ? "" : "; %s cannot be known".formatted(FoundText.rows(unknown)));
        return new Ending(
                verb == RunVerb.VERIFY && differing > 0 ? Outcome.DIFFERENT : Outcome.COMPLETED,
                withFound(words, status));
    }

    private static String differing(RunVerb verb, long rows) {
        return verb == RunVerb.VERIFY
                ? "; %s differ, and the same words after repair load them again".formatted(FoundText.rows(rows))
                : "; %s differed, and what holds them was loaded again".formatted(FoundText.rows(rows));
    }

    /** What was found stands below the words. */
    private static String withFound(String words, RunStatus status) {
        return Stream.concat(Stream.of(words), FoundText.of(status).stream()).collect(Collectors.joining("\n"));
    }

    private static Ending failed(RunStatus status) {
        var failed = status.parts().stream()
                .filter(part -> part.slices().failed() > 0)
                .map(part -> "account %s %s: %s"
                        .formatted(
                                Figures.account(part.account()),
                                part.entity(),
                                StatusText.why(part.code(), part.detail())))
                .toList();
        String first = Stream.concat(failed.stream(), Stream.of(StatusText.why(status.code(), status.detail())))
                .findFirst()
                .orElseThrow();
        String others = failed.size() > 1 ? " (and %d more)".formatted(failed.size() - 1) : "";
        return new Ending(
                Outcome.FAILED,
                withFound(
                        "Run %d failed: %s%s. All else of it is %s; when the cause is mended: again run=%1$d"
                                .formatted(
                                        status.id(),
                                        first,
                                        others,
                                        RunVerb.of(status.kind()).done()),
                        status));
    }
}
