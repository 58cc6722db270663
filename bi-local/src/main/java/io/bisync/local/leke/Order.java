package io.bisync.local.leke;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of an order. */
record Order(
        String orderId,
        long version,
        boolean deleted,
        String shopId,
        Status status,
        Instant orderTime,
        @Nullable Instant payTime,
        @Nullable BigDecimal freight,
        BigDecimal discount,
        List<Line> lines,
        int linesEver,
        Instant occurredAt,
        Instant emittedAt) {

    enum Status {
        WAIT_PAY,
        PAID,
        SENT,
        DONE,
        CANCELLED
    }

    Order {
        lines = List.copyOf(lines);
    }

    BigDecimal payAmount() {
        BigDecimal total = lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return total.add(freight == null ? BigDecimal.ZERO : freight).subtract(discount);
    }

    /** The next version at the given time; what it is about is changed on the result. */
    Order next(Instant now) {
        return new Order(
                orderId,
                version + 1,
                false,
                shopId,
                status,
                orderTime,
                payTime,
                freight,
                discount,
                lines,
                linesEver,
                now,
                now.plusMillis(333));
    }

    Order delete() {
        return with(true, status, payTime, lines, linesEver);
    }

    Order move(Status to, @Nullable Instant paid) {
        return with(deleted, to, paid, lines, linesEver);
    }

    Order withLines(List<Line> others) {
        return with(deleted, status, payTime, others, linesEver);
    }

    /** Line numbers are never used again, also when the order is created anew. */
    Order add(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return with(deleted, status, payTime, more, linesEver + 1);
    }

    private Order with(boolean gone, Status to, @Nullable Instant paid, List<Line> others, int ever) {
        return new Order(
                orderId,
                version,
                gone,
                shopId,
                to,
                orderTime,
                paid,
                freight,
                discount,
                others,
                ever,
                occurredAt,
                emittedAt);
    }
}
