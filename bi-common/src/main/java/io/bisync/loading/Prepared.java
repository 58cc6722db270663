package io.bisync.loading;

import io.bisync.loading.OffsetMetadata.Intent;

/** A range after its records were normalised: nothing is sent or committed yet. */
public sealed interface Prepared {

    /** The range; shorter than what was polled where the rows would have become too many. */
    Range range();

    /**
     * A range that can be sent.
     *
     * @param intent what has to be committed before its first byte is sent; for a recovered range it is already
     */
    record Ready(Range range, RangeRows rows, Intent intent) implements Prepared {

        /**
         * The same to wait for more: its rows are all that is needed of many records, as refused rows are read again before
         * they are split; a single record that is refused is rejected as it is.
         */
        Ready gathered() {
            return rows.records() > 1 ? new Ready(range.withoutRecords(), rows, intent) : this;
        }
    }

    /** A range that cannot. */
    record Unready(Range range, Failure failure) implements Prepared {}
}
