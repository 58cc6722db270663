package io.bisync.loading;

import java.time.Duration;
import java.util.function.Function;

/**
 * The bounds that the protocol keeps.
 *
 * @param epoch goes into every label; raised for a deliberate reload
 * @param attempts how often one load is sent within a round before its partition rests
 * @param roundLimit after this much of a round nothing more is sent or waited for
 * @param patience how long a load that is still running is waited for within a round
 * @param askEvery how often its state is asked for meanwhile
 * @param rejectionLimit this many records of an account in a row may be rejected, with one more the account is held
 * @param rangeBytes so many bytes of rows end a range; one record more than this may be in it
 * @param delivery what is promised
 * @param lingers how long partitions of a topic rest after a small round; asked again and again, as it may change meanwhile
 */
public record LoadingRules(
        int epoch,
        int attempts,
        Duration roundLimit,
        Duration patience,
        Duration askEvery,
        int rejectionLimit,
        long rangeBytes,
        Delivery delivery,
        Function<String, Duration> lingers) {

    /** What a listener promises. */
    public enum Delivery {
        /** An intent before every load: the same range is loaded again under the same labels, whatever happened. */
        EXACTLY_ONCE,
        /** No intents, one commit a round less: after a crash other ranges hold the same records again. */
        AT_LEAST_ONCE
    }

    public Duration linger(String topic) {
        return lingers.apply(topic);
    }
}
