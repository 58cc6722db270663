package io.bisync.local.jushuitan.merchant;

import java.time.Instant;

/** A stretch of time of one of an order's moments; both ends belong to it. */
public record TimeWindow(Moment moment, Instant from, Instant to) {

    /** The moments that the vendor can search by, with its numbers for them. */
    public enum Moment {
        MODIFIED,
        ORDERED,
        SENT;

        long of(Order order) {
            return switch (this) {
                case MODIFIED -> order.modifiedAt;
                case ORDERED -> order.orderedAt;
                case SENT -> order.sentAt;
            };
        }
    }

    boolean contains(Order order) {
        long at = moment.of(order);
        return at != Order.NEVER && at >= from.toEpochMilli() && at <= to.toEpochMilli();
    }
}
