package io.bisync.local.jushuitan.merchant;

import org.jspecify.annotations.Nullable;

/** One line of an order; everything that never changes is derived from its id. */
final class Item {

    final long oiId;
    final int sku;
    int quantity;
    /** The line's total in cents; the unit price is this divided by the quantity, noise of the division included. */
    long amount;

    /** Null while the item follows its order. */
    @Nullable String ownStatus;

    Item(long oiId, int sku, int quantity, long amount) {
        this.oiId = oiId;
        this.sku = sku;
        this.quantity = quantity;
        this.amount = amount;
    }
}
