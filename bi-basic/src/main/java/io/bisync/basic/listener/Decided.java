package io.bisync.basic.listener;

import io.bisync.listener.decision.ListenerDecision;
import io.bisync.listener.decision.ListenerDecision.Settings;
import io.bisync.listener.decision.ListenerDecision.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is decided.
 *
 * @param version of the decision: send it as If-Match
 * @param settings what the listener is set to; null where it is what its service says
 * @param by who decided it
 */
record Decided(long version, State state, @Nullable Settings settings, String reason, String by, Instant at) {

    ListenerDecision told() {
        return new ListenerDecision(state, settings, reason, by, at);
    }
}
