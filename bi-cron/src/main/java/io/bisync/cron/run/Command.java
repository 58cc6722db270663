package io.bisync.cron.run;

import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person or a CronJob asks for. */
sealed interface Command {

    /**
     * To be told what a run would do.
     *
     * @param json whether a program reads it
     */
    record Plan(RunRequest request, boolean json) implements Command {}

    /**
     * To begin a run and to watch it until it ends.
     *
     * @param key whoever asks again under it follows the run that was begun first
     */
    record Begin(String key, RunRequest request) implements Command {}

    /**
     * To be told how far a run is.
     *
     * @param json whether a program reads it
     */
    record Status(long run, boolean json) implements Command {}

    /**
     * To be told which days are loaded.
     *
     * @param accounts some, one after the other
     * @param entities some, or none for all
     * @param json whether a program reads it
     */
    record Covered(
            List<String> accounts,
            List<String> entities,
            String from,
            @Nullable String to,
            boolean json) implements Command {}

    /** To tell a run something. */
    record Signal(long run, RunSignal signal, String reason) implements Command {

        /** Whether the run goes on by it, so that its end is waited for. */
        boolean goesOn() {
            return switch (signal) {
                case RESUME, AGAIN -> true;
                case PAUSE, CANCEL -> false;
            };
        }
    }
}
