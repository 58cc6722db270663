package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of one order: what changes is kept, everything else is derived from the seed when it is written. */
final class Order {

    static final long NEVER = Fields.NEVER;

    final long oId;
    final long seed;
    final String soId;
    final Shop shop;
    final long orderedAt;
    final long createdAt;
    final List<Item> items = new ArrayList<>(3);
    final List<Payment> payments = new ArrayList<>(1);
    OrderStatus status = OrderStatus.WAIT_PAY;
    long paidAt = NEVER;
    long sentAt = NEVER;
    long endedAt = NEVER;
    long modifiedAt = NEVER;
    long ts;
    /** How often a person or life only touched it; picks the label and the flag. */
    int touches;
    /** The order this one was split from, or 0. */
    long splitFrom;

    /** What keeps it from ever being loaded; null for nearly all orders. */
    @Nullable Defect defect;

    Order(long oId, long seed, String soId, Shop shop, long orderedAt, long createdAt) {
        this.oId = oId;
        this.seed = seed;
        this.soId = soId;
        this.shop = shop;
        this.orderedAt = orderedAt;
        this.createdAt = createdAt;
    }

    long itemsAmount() {
        long sum = 0;
        for (Item item : items) {
            sum += item.amount;
        }
        return sum;
    }

    long paidAmount() {
        long sum = 0;
        for (Payment payment : payments) {
            sum += payment.amount();
        }
        return sum;
    }
}
