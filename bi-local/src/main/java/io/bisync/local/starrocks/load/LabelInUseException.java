package io.bisync.local.starrocks.load;

/** Another transaction that is not aborted carries the label. */
final class LabelInUseException extends RuntimeException {

    private final LoadState state;

    LabelInUseException(String label, LoadState state) {
        super("Label [%s] has already been used.".formatted(label));
        this.state = state;
    }

    String jobStatus() {
        return state.isRunning() ? "RUNNING" : "FINISHED";
    }
}
