package io.bisync.cron.run;

import io.bisync.account.ControlPlaneException;
import io.bisync.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
        if (status.slices().all() > 0) {
            return new Ending(
                    Outcome.COMPLETED,
                    "Run %d is complete: %s, %s rows with %s calls"
                            .formatted(
                                    status.id(),
                                    PlanText.slices(status.slices().all()),
                                    Figures.number(status.rows()),
                                    Figures.number(status.calls())));
        }
        return new Ending(
                Outcome.COMPLETED, "Everything that was asked for is loaded already; to load it once more, say again");
    }

    private static Ending failed(RunStatus status) {
        var failed = status.parts().stream()
                .filter(part -> part.slices().failed() > 0)
                .map(part -> "account %s %s: %s"
                        .formatted(part.account(), part.entity(), StatusText.why(part.code(), part.detail())))
                .toList();
        String first = Stream.concat(failed.stream(), Stream.of(StatusText.why(status.code(), status.detail())))
                .findFirst()
                .orElseThrow();
        String others = failed.size() > 1 ? " (and %d more)".formatted(failed.size() - 1) : "";
        return new Ending(
                Outcome.FAILED,
                "Run %d failed: %s%s. All else of it is loaded; when the cause is mended: again run=%1$d"
                        .formatted(status.id(), first, others));
    }
}
