package io.bisync.local.jushuitan.merchant;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** The orders that a merchant has when the simulator starts, their last changes spread over the time before. */
final class History {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final OrderBook book;
    private final NewOrders newOrders;
    private final Random random;

    History(OrderBook book, NewOrders newOrders, Random random) {
        this.book = book;
        this.newOrders = newOrders;
        this.random = random;
    }

    void write(int orders, Duration length, long now) {
        long[] changes = random.longs(orders, now - length.toMillis(), now).toArray();
        Arrays.sort(changes);
        for (int i = 0; i < orders; i++) {
            long modifiedAt = random.nextBoolean() ? changes[i] / 1000 * 1000 : changes[i];
            boolean landmark = newOrders.nextOrder() == Merchant.LANDMARK;
            book.put(landmark ? landmark(modifiedAt) : order(modifiedAt), modifiedAt);
        }
    }

    private Order order(long modifiedAt) {
        long orderedAt = modifiedAt - random.nextLong(4 * DAY) - 60_000;
        long createdAt = orderedAt + random.nextLong(30_000);
        Order order = newOrders.filled(orderedAt, random.nextBoolean() ? createdAt / 1000 * 1000 : createdAt);
        order.status = status();
        if (order.status.isPaid() && (order.status != OrderStatus.CANCELLED || random.nextBoolean())) {
            newOrders.pay(order, orderedAt + random.nextLong(60_000));
        }
        if (order.status == OrderStatus.SENT) {
            order.sentAt = modifiedAt / 1000 * 1000;
            order.endedAt = random.nextInt(10) == 0 ? modifiedAt / 1000 * 1000 : Order.NEVER;
        }
        return order;
    }

    private OrderStatus status() {
        int chance = random.nextInt(100);
        if (chance < 84) {
            return OrderStatus.SENT;
        } else if (chance < 90) {
            return OrderStatus.CANCELLED;
        } else if (chance < 92) {
            return OrderStatus.WAIT_PAY;
        } else if (chance < 95) {
            return OrderStatus.WAIT_CONFIRM;
        }
        return chance < 99 ? OrderStatus.DELIVERING : OrderStatus.QUESTION;
    }

    /** The order that people follow by hand: paid, not sent, with enough items to remove some. */
    private Order landmark(long modifiedAt) {
        Order order = newOrders.order(modifiedAt - DAY, modifiedAt - DAY + 8_000);
        for (int i = 0; i < 4; i++) {
            int sku = 17 + 100 * i;
            Item made = newOrders.item();
            order.items.add(new Item(made.oiId, sku, i + 1, Catalogue.price(sku) * (i + 1)));
        }
        newOrders.pay(order, modifiedAt - DAY + 62_000);
        order.status = OrderStatus.DELIVERING;
        return order;
    }
}
