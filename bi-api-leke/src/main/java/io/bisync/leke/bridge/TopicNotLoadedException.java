package io.bisync.leke.bridge;

import java.util.List;

/** A topic is to be open whose events nobody could check. */
@SuppressWarnings("serial")
final class TopicNotLoadedException extends IllegalArgumentException {

    TopicNotLoadedException(List<String> unknown, List<String> loaded) {
        super("BI-BRIDGE-14 bi.bridge.topics names %s, which this service does not load; it loads %s"
                .formatted(unknown, loaded));
    }
}
