package io.bisync.local.jushuitan.merchant;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many rows a table should have now and what their amounts add up to; cheap enough to ask for every second.
 *
 * @param amount the sum of {@code pay_amount} for orders, of {@code amount} for items and payments
 */
public record Total(String table, long rows, BigDecimal amount) {

    static List<Total> of(Stream<Order> orders) {
        long[] sums = new long[6];
        orders.forEach(order -> {
            sums[0]++;
            sums[1] += OrderFields.due(order);
            sums[2] += order.items.size();
            sums[3] += order.itemsAmount();
            sums[4] += order.payments.size();
            sums[5] += order.paidAmount();
        });
        return List.of(
                new Total(
                        "jushuitan_order",
                        sums[0],
                        BigDecimal.valueOf(sums[1], 2).setScale(4)),
                new Total(
                        "jushuitan_order_item",
                        sums[2],
                        BigDecimal.valueOf(sums[3], 2).setScale(4)),
                new Total(
                        "jushuitan_order_pay",
                        sums[4],
                        BigDecimal.valueOf(sums[5], 2).setScale(4)));
    }
}
