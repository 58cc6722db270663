package io.bisync.basic.listener;

import io.bisync.listener.decision.ListenerDecision.Settings;
import io.bisync.listener.decision.ListenerDecision.State;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of a listener.
 *
 * @param state what it is to do; absent leaves it as it is
 * @param settings what it is to be set to, as a whole: a number that is absent is what its service says; absent leaves them as
 *     they are
 * @param reason why
 */
record Wanted(
        @Nullable State state,
        @Nullable @Valid Settings settings,
        @NotBlank @Size(min = 1, max = 200) String reason) {

    /** Less is done from now on: that needs no version, as the newest one would not change the mind of whoever asks. */
    boolean asksForLess() {
        return settings == null && state != null && state != State.RUNNING;
    }
}
