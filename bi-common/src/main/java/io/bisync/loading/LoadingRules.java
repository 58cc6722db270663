package io.bisync.loading;

import java.time.Duration;

/**
 * The bounds that the protocol keeps.
 *
 * @param epoch goes into every label; raised for a deliberate reload
 * @param attempts how often one load is sent within a round before its partition rests
 * @param roundLimit after this much of a round nothing more is sent or waited for
 * @param patience how long a load that is still running is waited for within a round
 * @param askEvery how often its state is asked for meanwhile
 * @param setAsideLimit this many records in a row may be set aside, one more stops the partition
 * @param linger how long a partition rests after a small round
 * @param historyLinger the same for topics of history
 */
public record LoadingRules(
        int epoch,
        int attempts,
        Duration roundLimit,
        Duration patience,
        Duration askEvery,
        int setAsideLimit,
        Duration linger,
        Duration historyLinger) {

    private static final String HISTORY = ".history";

    Duration linger(String topic) {
        return topic.endsWith(HISTORY) ? historyLinger : linger;
    }
}
