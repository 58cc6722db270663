package io.bisync.proof.live;

/**
 * A change of an order, and when it got where.
 *
 * @param at when it happened at the ERP, in milliseconds since 1970
 * @param published when it was handed to Kafka
 * @param visible when the load that brought its row was visible
 */
record Change(long at, long published, long visible) {

    long untilKafka() {
        return published - at;
    }

    long untilRow() {
        return visible - at;
    }
}
