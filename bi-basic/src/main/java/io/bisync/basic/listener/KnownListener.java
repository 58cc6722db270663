package io.bisync.basic.listener;

import io.bisync.account.ListenerStatus.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A listener of a service, and what was decided of it.
 *
 * @param pods the processes that reported it within the last minute
 * @param decision what is decided of it as a whole, or null
 * @param topicDecisions what is decided of single topics
 */
record KnownListener(
        String service,
        String listener,
        Kind kind,
        List<String> topics,
        @Nullable String group,
        @Nullable Decided decision,
        Map<String, Decided> topicDecisions,
        List<Pod> pods) {}
