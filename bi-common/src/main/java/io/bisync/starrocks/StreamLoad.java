package io.bisync.starrocks;

/**
 * Loads rows into a StarRocks table under a label, at most once per label.
 * One label must never be in flight twice.
 */
public interface StreamLoad {

    /** Sends the rows and says what is known afterwards; it does not throw for anything that StarRocks or the network does. */
    LoadOutcome load(LoadRequest request);

    /**
     * What StarRocks knows about a label: the only truth after an answer that is not {@link LoadOutcome.Committed}.
     *
     * @throws StarRocksException when nobody could be asked; that is not the same as {@link LabelState#UNKNOWN}
     */
    LabelState state(LoadLabel label);

    /**
     * Asks StarRocks to give up a load that is running. One that is durable or unknown stays what it is, so only
     * {@link #state} tells afterwards what became of it.
     *
     * @throws StarRocksException when nobody could be asked
     */
    void cancel(String table, LoadLabel label);
}
