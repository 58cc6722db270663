package io.bisync.cron.history;

/** How a history load ended, as the exit code of the process. */
enum HistoryOutcome {
    /** Every window is on the history topic, by this run or by an earlier one. */
    COMPLETED(0),
    /** A window failed after all its retries; the same command continues there. */
    FAILED(1),
    /** The arguments cannot be used; nothing was started. */
    USAGE(2),
    /** Another process is working on the same history. */
    RUNNING_ELSEWHERE(3),
    /** The live pull of the account has no cursor yet; history would leave a gap. Try again later. */
    NOT_READY(4),
    /** Asked to stop; the same command continues with the next window. */
    STOPPED(5);

    private final int exitCode;

    HistoryOutcome(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
