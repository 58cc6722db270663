package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Dice;
import java.util.List;
import java.util.Random;

/** Brings new orders, items and payments into the world, each with an id of its own. */
final class NewOrders {

    private static final int[] ITEMS_PER_TEN = {1, 1, 1, 2, 2, 2, 3, 3, 4, 6};

    private final long seed;
    private final long coId;
    private final List<Shop> shops;
    private final Random random;
    private long nextOrder;
    private long nextItem;
    private long nextPayment;

    NewOrders(long seed, long coId, List<Shop> shops, Random random, long firstOrder) {
        this.seed = seed;
        this.coId = coId;
        this.shops = shops;
        this.random = random;
        this.nextOrder = firstOrder;
        this.nextItem = 3_000_000_000L + coId % 1000 * 100_000_000;
        this.nextPayment = 500_000_000L + coId % 1000 * 1_000_000_000;
    }

    long nextOrder() {
        return nextOrder;
    }

    Order order(long orderedAt, long createdAt) {
        long oId = nextOrder;
        return order(
                "%d%010d".formatted(coId % 1000 + 1000, oId),
                Dice.oneOf(shops, seed, "shop" + oId),
                orderedAt,
                createdAt);
    }

    Order order(String soId, Shop shop, long orderedAt, long createdAt) {
        long oId = nextOrder++;
        return new Order(oId, Dice.roll(seed, "order" + oId), soId, shop, orderedAt / 1000 * 1000, createdAt);
    }

    Order filled(long orderedAt, long createdAt) {
        Order order = order(orderedAt, createdAt);
        int count = ITEMS_PER_TEN[random.nextInt(ITEMS_PER_TEN.length)];
        for (int i = 0; i < count; i++) {
            order.items.add(item());
        }
        return order;
    }

    Item item() {
        int sku = random.nextInt(Catalogue.SKUS);
        int quantity = random.nextInt(10) < 7 ? 1 : 2 + random.nextInt(3);
        return new Item(nextItem++, sku, quantity, amount(sku, quantity));
    }

    /** Some lines are gifts, some were sold at a total that does not divide evenly. */
    long amount(int sku, int quantity) {
        long list = Catalogue.price(sku) * quantity;
        return switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1, 2 -> list * 9 / 10 + random.nextInt(50);
            default -> list;
        };
    }

    Payment payment(long amount, long paidAt) {
        return new Payment(nextPayment++, amount, paidAt / 1000 * 1000);
    }

    /** Pays an order: mostly at once, now and then in two or three parts. */
    void pay(Order order, long paidAt) {
        order.paidAt = paidAt / 1000 * 1000;
        long due = order.itemsAmount();
        int chance = random.nextInt(100);
        int parts = chance < 86 ? 1 : chance < 98 ? 2 : 3;
        for (int part = 1; part < parts; part++) {
            long amount = due / 3;
            order.payments.add(payment(amount, paidAt));
            due -= amount;
        }
        order.payments.add(payment(due, paidAt));
    }
}
