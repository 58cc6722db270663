package io.bisync.loading.kafka;

import io.bisync.starrocks.http.StarRocksProperties;
import java.time.Duration;

/**
 * The bounds of loading, each of which has to hold the ones below it; checked at the start.
 *
 * @param load StarRocks gives up a load after this
 * @param answer a load's answer is awaited for this long
 * @param send sending a load takes this long at most, with FE nodes that are down and a label that is in use
 * @param ask asking for a label's state takes this long at most
 * @param roundLimit nothing more is sent or waited for after this much of a round
 * @param maxPollInterval a member that does not poll for this long loses its partitions
 * @param phase a stop waits this long for listeners
 */
record TimeoutBounds(
        Duration load,
        Duration answer,
        Duration send,
        Duration ask,
        Duration roundLimit,
        Duration maxPollInterval,
        Duration phase) {

    static TimeoutBounds of(
            StarRocksProperties starRocks, LoadingProperties loading, Duration maxPollInterval, Duration phase) {
        return new TimeoutBounds(
                starRocks.loadTimeout(),
                starRocks.longestLoad(),
                starRocks.longestSend(),
                starRocks.longestQuestion(),
                loading.roundLimit(),
                maxPollInterval,
                phase);
    }

    void check() {
        if (load.compareTo(answer) >= 0) {
            throw broken(
                    "StarRocks may take %s for a load, but its answer is awaited for %s only".formatted(load, answer),
                    "Lower bi.starrocks.load-timeout.");
        }
        if (betweenPolls().compareTo(maxPollInterval) >= 0) {
            throw broken(
                    "two polls may be %s apart, but max.poll.interval.ms is %s: the member would lose its partitions while it loads"
                            .formatted(betweenPolls(), maxPollInterval),
                    "Raise bi.kafka.consumer.max.poll.interval.ms, or lower bi.loading.round-limit or bi.starrocks.load-timeout.");
        }
        if (round().compareTo(phase) >= 0) {
            throw broken(
                    "a round may take %s, but a stop waits %s only: the round would be cut off"
                            .formatted(round(), phase),
                    "Raise spring.lifecycle.timeout-per-shutdown-phase to more than %s (and terminationGracePeriodSeconds beyond it), or lower bi.loading.round-limit or bi.starrocks.load-timeout."
                            .formatted(round()));
        }
    }

    /**
     * The topics' ids are asked for and the intent is committed; the last load may be sent right before the limit; then its
     * label is asked for, rejected records are rejected, records of held accounts parked, offsets committed.
     */
    Duration round() {
        var calls = LoadingConsumerConfig.CALL.multipliedBy(3);
        return roundLimit
                .plus(send)
                .plus(ask)
                .plus(KafkaDeadLetters.ACKNOWLEDGED.multipliedBy(2))
                .plus(calls);
    }

    /** Committed offsets, beginnings, ends, topic ids, a first commit. */
    private static final int REREADING = 5;

    /** Before a poll, forgotten offsets are read and a recovered round may run; after it, another round. */
    Duration betweenPolls() {
        return round().multipliedBy(2).plus(LoadingConsumerConfig.CALL.multipliedBy(REREADING));
    }

    private static LoadingContractException broken(String what, String action) {
        return new LoadingContractException("BI-LOAD-13 The timeouts do not fit into each other: " + what, action);
    }
}
