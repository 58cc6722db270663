package io.bisync.proof.crash.ledger;

/** A record that the broker acknowledged. */
record Written(long id, long version, Orders.Kind kind, int partition, long offset) {

    boolean isGood() {
        return kind == Orders.Kind.GOOD;
    }

    Place place() {
        return new Place(partition, offset);
    }

    /** Where a record stands in its topic. */
    record Place(int partition, long offset) {}
}
