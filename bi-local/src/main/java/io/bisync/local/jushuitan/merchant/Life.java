package io.bisync.local.jushuitan.merchant;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** What happens to a merchant's orders by itself, one change at a time. */
final class Life {

    private final OrderBook book;
    private final NewOrders newOrders;
    private final Random random;
    private final Predicate<Order> leftAlone;
    private final List<Order> open = new ArrayList<>();

    Life(OrderBook book, NewOrders newOrders, Random random, Predicate<Order> leftAlone) {
        this.book = book;
        this.newOrders = newOrders;
        this.random = random;
        this.leftAlone = leftAlone;
        book.all().filter(this::isLiving).forEach(open::add);
    }

    /** Makes one change; a split changes several orders. */
    void step(long now) {
        int chance = random.nextInt(100);
        if (chance < 25 || open.isEmpty()) {
            create(now);
        } else if (chance < 35) {
            look(now);
        } else {
            move(now);
        }
    }

    private void create(long now) {
        Order order = newOrders.filled(now - 1_000, now);
        change(order, ChangeKind.CREATED, now);
        open.add(order);
    }

    /** Somebody looks at an order that is done: a label, a flag, the end of its trade. */
    private void look(long now) {
        Order order = book.at(random.nextInt(book.size()));
        if (order.defect != null || leftAlone.test(order)) {
            create(now);
        } else if (order.status == OrderStatus.SENT && order.endedAt == Order.NEVER) {
            order.endedAt = now / 1000 * 1000;
            change(order, ChangeKind.FINISHED, now);
        } else {
            order.touches++;
            change(order, ChangeKind.TOUCHED, now);
        }
    }

    private void move(long now) {
        int index = random.nextInt(open.size());
        Order order = open.get(index);
        // A person may have moved it on in the meantime.
        if (isLiving(order)) {
            moveOn(order, random.nextInt(100), now);
        } else {
            look(now);
        }
        if (!isLiving(order)) {
            open.set(index, open.getLast());
            open.removeLast();
        }
    }

    private void moveOn(Order order, int chance, long now) {
        if (chance < 28 && order.items.size() > 1) {
            order.items.remove(random.nextInt(order.items.size()));
            change(order, ChangeKind.ITEM_REMOVED, now);
        } else if (chance < 38) {
            changeItem(order, now);
        } else if (chance < 43) {
            order.items.add(newOrders.item());
            change(order, ChangeKind.ITEM_ADDED, now);
        } else if (chance < 49) {
            order.status = OrderStatus.CANCELLED;
            change(order, ChangeKind.CANCELLED, now);
        } else {
            proceed(order, chance, now);
        }
    }

    private void proceed(Order order, int chance, long now) {
        switch (order.status) {
            case WAIT_PAY -> {
                newOrders.pay(order, now);
                to(order, OrderStatus.WAIT_CONFIRM, ChangeKind.PAID, now);
            }
            case WAIT_CONFIRM -> {
                if (chance < 62 && order.items.size() > 1) {
                    split(order, now);
                } else if (chance < 68) {
                    to(order, OrderStatus.QUESTION, ChangeKind.QUESTIONED, now);
                } else {
                    to(order, OrderStatus.DELIVERING, ChangeKind.CONFIRMED, now);
                }
            }
            case QUESTION, WAIT_F_CONFIRM, WAIT_OUTER_SENT ->
                to(order, OrderStatus.DELIVERING, ChangeKind.CONFIRMED, now);
            case DELIVERING -> {
                order.sentAt = now / 1000 * 1000;
                to(order, OrderStatus.SENT, ChangeKind.SENT, now);
            }
            case SENT, MERGED, SPLIT, CANCELLED -> look(now);
        }
    }

    private void changeItem(Order order, long now) {
        if (order.items.isEmpty()) {
            order.items.add(newOrders.item());
            change(order, ChangeKind.ITEM_ADDED, now);
            return;
        }
        Item item = order.items.get(random.nextInt(order.items.size()));
        if (random.nextInt(4) == 0) {
            item.ownStatus = "Replaced";
        }
        item.quantity = 1 + random.nextInt(5);
        item.amount = newOrders.amount(item.sku, item.quantity);
        change(order, ChangeKind.ITEM_CHANGED, now);
    }

    /** The order stays as Split with all its items; two new ones carry them on under ids of their own. */
    private void split(Order order, long now) {
        int half = order.items.size() / 2;
        splitOff(order, order.items.subList(0, half), now);
        splitOff(order, order.items.subList(half, order.items.size()), now);
        to(order, OrderStatus.SPLIT, ChangeKind.SPLIT, now);
    }

    private void splitOff(Order from, List<Item> items, long now) {
        Order part = newOrders.order(from.soId, from.shop, from.orderedAt, now);
        part.splitFrom = from.oId;
        part.status = OrderStatus.WAIT_CONFIRM;
        part.paidAt = from.paidAt;
        for (Item item : items) {
            part.items.add(new Item(newOrders.item().oiId, item.sku, item.quantity, item.amount));
        }
        part.payments.add(newOrders.payment(part.itemsAmount(), from.paidAt));
        change(part, ChangeKind.SPLIT_OFF, now);
        open.add(part);
    }

    private void to(Order order, OrderStatus status, ChangeKind kind, long now) {
        order.status = status;
        change(order, kind, now);
    }

    private void change(Order order, ChangeKind kind, long now) {
        book.put(order, now);
        book.count(kind);
    }

    private boolean isLiving(Order order) {
        return order.status.isOpen() && order.defect == null && !leftAlone.test(order);
    }
}
