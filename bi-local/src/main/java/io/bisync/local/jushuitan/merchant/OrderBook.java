package io.bisync.local.jushuitan.merchant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All orders of one merchant in the orders that queries need; the one place that gives out row versions. Not thread-safe. */
final class OrderBook {

    private final Map<Long, Order> byId = new HashMap<>();
    private final TreeMap<Long, Order> byVersion = new TreeMap<>();
    private final TreeMap<Change, Order> byModified = new TreeMap<>();
    private final List<Order> orders = new ArrayList<>();
    private final Map<ChangeKind, Long> changes = new EnumMap<>(ChangeKind.class);
    private final Random gaps;
    private long ts;

    /** @param ts the row version before the first one; other tables of the database use up some in between */
    OrderBook(long ts, Random gaps) {
        this.ts = ts;
        this.gaps = gaps;
    }

    private record Change(long at, long oId) implements Comparable<Change> {
        @Override
        public int compareTo(Change other) {
            return Comparator.comparingLong(Change::at)
                    .thenComparingLong(Change::oId)
                    .compare(this, other);
        }
    }

    /** Lets row versions begin anew, as a database does that was moved or restored. */
    void versionsBeginAt(long version) {
        ts = version;
    }

    /** Gives out a row version for a change that becomes visible later. */
    long reserve() {
        ts += 1 + gaps.nextInt(4);
        return ts;
    }

    /** Files an order under a new row version; a change of an order that is known already moves it. */
    void put(Order order, long modifiedAt) {
        put(order, modifiedAt, reserve());
    }

    /** Files an order under a row version that was given out before. */
    void put(Order order, long modifiedAt, long version) {
        if (byId.putIfAbsent(order.oId, order) == null) {
            orders.add(order);
        } else {
            byVersion.remove(order.ts);
            byModified.remove(new Change(order.modifiedAt, order.oId));
        }
        order.ts = version;
        order.modifiedAt = modifiedAt;
        byVersion.put(version, order);
        byModified.put(new Change(modifiedAt, order.oId), order);
    }

    void count(ChangeKind kind) {
        changes.merge(kind, 1L, Long::sum);
    }

    Map<ChangeKind, Long> changes() {
        return Map.copyOf(changes);
    }

    @Nullable Order find(long oId) {
        return byId.get(oId);
    }

    int size() {
        return orders.size();
    }

    Order at(int index) {
        return orders.get(index);
    }

    Stream<Order> all() {
        return orders.stream();
    }

    OrderPage page(OrderQuery query, long coId) {
        long offset = (query.pageIndex() - 1L) * query.pageSize();
        List<Order> rows = new ArrayList<>(
                matches(query).skip(offset).limit(query.pageSize() + 1L).toList());
        boolean hasNext = rows.size() > query.pageSize();
        if (hasNext) {
            rows.removeLast();
        }
        int total = query.total() ? (int) matches(query).count() : -1;
        return new OrderPage(Payload.of(rows, coId, query.finances(), query.versions()), rows.size(), total, hasNext);
    }

    private Stream<Order> matches(OrderQuery query) {
        return candidates(query).filter(query::matches);
    }

    private Stream<Order> candidates(OrderQuery query) {
        if (query.startTs() != null) {
            return byVersion.tailMap(query.startTs(), true).values().stream();
        }
        TimeWindow window = query.window();
        if (window == null) {
            return query.oIds().isEmpty()
                    ? orders.stream()
                    : query.oIds().stream().sorted().map(byId::get).filter(order -> order != null);
        }
        if (window.moment() == TimeWindow.Moment.MODIFIED) {
            Change from = new Change(window.from().toEpochMilli(), Long.MIN_VALUE);
            Change to = new Change(window.to().toEpochMilli(), Long.MAX_VALUE);
            return from.compareTo(to) > 0 ? Stream.empty() : byModified.subMap(from, to).values().stream();
        }
        return orders.stream()
                .sorted(Comparator.<Order>comparingLong(order -> window.moment().of(order))
                        .thenComparingLong(order -> order.oId));
    }
}
