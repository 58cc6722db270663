package io.bisync.local.starrocks.transaction;

/** Another transaction that is not aborted carries the label. */
public final class LabelInUseException extends RuntimeException {

    private final LoadState state;

    public LabelInUseException(String label, LoadState state) {
        super("Label [%s] has already been used.".formatted(label));
        this.state = state;
    }

    public String jobStatus() {
        return state.isRunning() ? "RUNNING" : "FINISHED";
    }
}
