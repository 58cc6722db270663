package io.bisync.local.leke;

import io.bisync.local.leke.Order.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The orders of one tenant and the ways they live. Not thread-safe. */
final class OrderBook {

    private static final List<String> ENDLESS = List.of("33.333333333333336", "0.00005", "19.99995");
    private static final int WIDE = 42;

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final Random random;
    private int created;

    OrderBook(Random random) {
        this.random = random;
    }

    Iterable<Order> all() {
        return orders.values();
    }

    @Nullable Order find(String id) {
        return orders.get(id);
    }

    /** Any order that lives; null: none does. */
    @Nullable Order living() {
        return pick(false);
    }

    Order create(Instant now) {
        String id = "LK%08d".formatted(++created);
        Instant ordered = now.minus(Duration.ofMinutes(1 + random.nextInt(90 * 24 * 60)));
        var order = new Order(
                id,
                1 + random.nextInt(40),
                false,
                "S%02d".formatted(1 + random.nextInt(20)),
                Status.WAIT_PAY,
                ordered,
                null,
                random.nextInt(4) == 0 ? null : cents(1_500),
                cents(500),
                List.of(),
                0,
                now,
                now.plusMillis(333));
        int lines = random.nextInt(50) == 0 ? 40 : 1 + random.nextInt(5);
        for (int i = 0; i < lines; i++) {
            order = order.add(line(order));
        }
        return keep(
                random.nextInt(3) == 0 ? order : order.move(Status.PAID, ordered.plusSeconds(1 + random.nextInt(900))));
    }

    /** The order lives on: paid, sent, a line removed, added or changed. */
    Order change(Order order, Instant now) {
        Order next = order.next(now);
        return keep(
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> step(next, now);
                    case 3, 4, 5 -> withoutLine(next);
                    case 6, 7 -> next.add(line(next));
                    default -> withOtherQty(next);
                });
    }

    Order delete(Order order, Instant now) {
        return keep(order.next(now).delete());
    }

    /** A deleted order comes back with a higher version; null: none is deleted. */
    @Nullable Order recreate(Instant now) {
        Order gone = pick(true);
        return gone == null ? null : keep(gone.next(now).move(Status.WAIT_PAY, null));
    }

    /** Null when the order does not live or has no such line. */
    @Nullable Order removeLine(String id, String lineId, Instant now) {
        Order order = orders.get(id);
        if (order == null || order.deleted()) {
            return null;
        }
        List<Line> rest = order.lines().stream()
                .filter(line -> !line.lineId().equals(lineId))
                .toList();
        return rest.size() == order.lines().size() ? null : keep(order.next(now).withLines(rest));
    }

    private Order keep(Order order) {
        if (orders.put(order.orderId(), order) == null) {
            ids.add(order.orderId());
        }
        return order;
    }

    private @Nullable Order pick(boolean deleted) {
        for (int attempt = 0; attempt < 50 && !ids.isEmpty(); attempt++) {
            Order order = orders.get(ids.get(random.nextInt(ids.size())));
            if (order != null && order.deleted() == deleted) {
                return order;
            }
        }
        return null;
    }

    private static Order step(Order order, Instant now) {
        return switch (order.status()) {
            case WAIT_PAY -> order.move(Status.PAID, now);
            case PAID -> order.move(Status.SENT, order.payTime());
            case SENT -> order.move(Status.DONE, order.payTime());
            case DONE, CANCELLED -> order.move(Status.CANCELLED, null).withLines(List.of());
        };
    }

    private Order withoutLine(Order order) {
        List<Line> rest = new ArrayList<>(order.lines());
        if (rest.size() > 1) {
            rest.remove(random.nextInt(rest.size()));
        } else {
            return order.add(line(order));
        }
        return order.withLines(rest);
    }

    private Order withOtherQty(Order order) {
        List<Line> changed = new ArrayList<>(order.lines());
        if (changed.isEmpty()) {
            return order.add(line(order));
        }
        int index = random.nextInt(changed.size());
        changed.set(index, changed.get(index).withQty(qty()));
        return order.withLines(changed);
    }

    private Line line(Order order) {
        String sku = switch (random.nextInt(20)) {
            // 126 bytes: fits a column of 128 bytes.
            case 0 -> "款".repeat(WIDE);
            case 1, 2 -> Long.toString(6_901_234_500_000L + random.nextInt(99_999));
            default -> "A%03d-RED-%c".formatted(random.nextInt(400), "SMLX".charAt(random.nextInt(4)));
        };
        BigDecimal price =
                random.nextInt(25) == 0 ? new BigDecimal(ENDLESS.get(random.nextInt(ENDLESS.size()))) : cents(20_000);
        return new Line(Integer.toString(order.linesEver() + 1), sku, qty(), price, random.nextInt(12) == 0);
    }

    private BigDecimal qty() {
        return BigDecimal.valueOf(1 + random.nextInt(6));
    }

    private BigDecimal cents(int most) {
        return BigDecimal.valueOf(1 + random.nextInt(most), 2);
    }
}
