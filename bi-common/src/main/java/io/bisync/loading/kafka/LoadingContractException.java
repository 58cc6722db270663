package io.bisync.loading.kafka;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A listener or its settings cannot load without losing or doubling records. */
final class LoadingContractException extends RuntimeException {

    private final String action;

    LoadingContractException(@Nullable String listener, List<String> broken) {
        this(
                "BI-LOAD-12 Listener '%s' cannot load: %s".formatted(listener, String.join("; ", broken)),
                "Leave the container as loadingContainerFactory makes it, name the topics one by one, and declare a bean EntityTopic for each.");
    }

    LoadingContractException(String message, String action) {
        super(message);
        this.action = action;
    }

    String action() {
        return action;
    }
}
