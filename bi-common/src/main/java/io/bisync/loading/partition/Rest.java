package io.bisync.loading.partition;

import io.bisync.loading.LoadingRules;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a partition lets polls pass: for a linger after a small round, or until something has passed. */
final class Rest {

    private static final int LONGEST_STRETCH = 16;
    private static final int CALM_ROUNDS = 10;

    private final String topic;
    private final LoadingRules rules;
    private Instant end = Instant.MIN;

    /** When the linger began, or null: it ends a linger later, whatever the linger is by then. */
    private @Nullable Instant lingersSince;

    /** So many lingers are one, while loads are too frequent. */
    private int stretch = 1;

    private int calm;

    Rest(String topic, LoadingRules rules) {
        this.topic = topic;
        this.rules = rules;
    }

    /** How long it rests after a small round. */
    Duration linger() {
        return rules.linger(topic).multipliedBy(stretch);
    }

    /** A small round was loaded, whose load began then. */
    void linger(Instant since) {
        lingersSince = since;
    }

    /** Something has to pass first. */
    void until(Instant instant) {
        lingersSince = null;
        end = instant;
    }

    void end() {
        until(Instant.MIN);
    }

    /** Loads come too often for StarRocks: fewer and larger ones from now on. */
    void busier() {
        stretch = Math.min(LONGEST_STRETCH, stretch * 2);
        calm = 0;
    }

    /** A round was loaded; after some of them in a row the linger shrinks again. */
    void calmer() {
        calm++;
        if (calm >= CALM_ROUNDS && stretch > 1) {
            stretch /= 2;
            calm = 0;
        }
    }

    /** When it is over, or null where that is the case. */
    @Nullable Instant endAfter(Instant now) {
        var over = lingersSince == null ? end : lingersSince.plus(linger());
        return now.isBefore(over) ? over : null;
    }
}
