package io.bisync.cron.run;

/** How a command ended, as the exit code of the process. */
enum Outcome {
    /** Everything that was asked for is loaded or the same, or goes on by itself when the quota has its turn. */
    COMPLETED(0),
    /** Something could not be loaded, or nobody could be asked. */
    FAILED(1),
    /** The arguments cannot be used; nothing was begun. */
    USAGE(2),
    /** Nothing is left to load, because other runs load it. */
    RUNNING_ELSEWHERE(3),
    /** History would leave a gap before live, which has no cursor yet. */
    NOT_READY(4),
    /** Nobody watches any more, or a person paused or cancelled the run. */
    STOPPED(5),
    /** What was compared differs, and nobody was asked to load it again. */
    DIFFERENT(6);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
