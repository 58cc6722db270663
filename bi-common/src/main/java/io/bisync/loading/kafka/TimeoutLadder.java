package io.bisync.loading.kafka;

import java.time.Duration;

/**
 * The bounds of loading, each of which has to hold the ones below it; checked at the start.
 *
 * @param load StarRocks gives up a load after this
 * @param send a load's answer is awaited for this long
 * @param roundLimit nothing more is sent or waited for after this much of a round
 * @param maxPollInterval a member that does not poll for this long loses its partitions
 * @param phase a stop waits this long for listeners
 */
record TimeoutLadder(Duration load, Duration send, Duration roundLimit, Duration maxPollInterval, Duration phase) {

    /** Asking for one label's state. */
    private static final Duration ASK = Duration.ofSeconds(10);

    void check() {
        if (load.compareTo(send) >= 0) {
            throw broken(
                    "StarRocks may take %s for a load, but its answer is awaited for %s only".formatted(load, send),
                    "Lower bi.starrocks.load-timeout.");
        }
        if (betweenPolls().compareTo(maxPollInterval) >= 0) {
            throw broken(
                    "two polls may be %s apart, but max.poll.interval.ms is %s: the member would lose its partitions while it loads"
                            .formatted(betweenPolls(), maxPollInterval),
                    "Raise spring.kafka.consumer.properties.max.poll.interval.ms, or lower bi.loading.round-limit or bi.starrocks.load-timeout.");
        }
        if (round().compareTo(phase) >= 0) {
            throw broken(
                    "a round may take %s, but a stop waits %s only: the round would be cut off"
                            .formatted(round(), phase),
                    "Raise spring.lifecycle.timeout-per-shutdown-phase to more than %s (and terminationGracePeriodSeconds beyond it), or lower bi.loading.round-limit or bi.starrocks.load-timeout."
                            .formatted(round()));
        }
    }

    /** The last load may be sent right before the limit; then its label is asked for, misfits are set aside, offsets committed. */
    Duration round() {
        var commits = LoadingConsumers.CALL.multipliedBy(2);
        return roundLimit
                .plus(send)
                .plus(ASK)
                .plus(KafkaDeadLetters.ACKNOWLEDGED)
                .plus(commits);
    }

    /** Before a poll, forgotten offsets are read and a recovered round may run; after it, another round. */
    Duration betweenPolls() {
        return round().multipliedBy(2).plus(LoadingConsumers.CALL.multipliedBy(4));
    }

    private static LoadingContractException broken(String what, String action) {
        return new LoadingContractException("BI-LOAD-13 The timeouts do not fit into each other: " + what, action);
    }
}
