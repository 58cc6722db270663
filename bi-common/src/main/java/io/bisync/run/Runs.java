package io.bisync.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What whoever loads again asks of bi-basic; throws as {@link io.bisync.account.ControlPlane} does. */
public interface Runs {

    /** What a run would do and cost; nothing begins. */
    RunPlan plan(RunRequest request);

    /**
     * Begins a run; where everything is loaded already it has no slices and is complete. Asked twice for the same it refuses,
     * as the first run has it underway; asked twice under one key it begins one run, and tells how that one stands.
     *
     * @param key letters, digits, dots, dashes and underscores: 1 to 100
     */
    RunStatus begin(String key, RunRequest request);

    RunStatus status(long run);

    /**
     * Which days of an account are loaded.
     *
     * @param entity one, or null for all that have windows
     * @param from as in a {@link RunRequest}, as is {@code to}; null: today
     */
    List<Coverage> coverage(String account, @Nullable String entity, String from, @Nullable String to);

    /** Says what a person wants; harmless when it is so already. */
    RunStatus signal(long run, RunSignal signal, String reason);
}
