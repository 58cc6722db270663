package io.bisync.local.jushuitan.merchant;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Changes of orders that have their row version and are not visible yet. Not thread-safe. */
final class LateCommits {

    private static final int STEPS_UNTIL_COMMIT = 5;

    private final OrderBook book;
    private final Predicate<Order> leftAlone;
    private final Random random;
    private final List<OpenChange> open = new ArrayList<>();
    private int perMille;
    private int steps;

    /** @param before the version that the order had when the change began */
    private record OpenChange(Order order, long before, long modifiedAt, long version) {}

    LateCommits(OrderBook book, Predicate<Order> leftAlone, long seed) {
        this.book = book;
        this.leftAlone = leftAlone;
        this.random = new Random(seed);
    }

    /** How many of a thousand changes are committed late; none unless somebody asks for it. */
    void perMille(int changes) {
        perMille = changes;
    }

    /** Whether this step of life began such a change; what was begun is committed some steps later. */
    boolean step(long now) {
        if (perMille == 0) {
            return false;
        }
        if (!open.isEmpty() && ++steps >= STEPS_UNTIL_COMMIT) {
            commit();
        }
        Order order = book.at(random.nextInt(book.size()));
        if (random.nextInt(1000) >= perMille || order.defect != null || leftAlone.test(order)) {
            return false;
        }
        begin(order, now);
        return true;
    }

    void begin(Order order, long now) {
        open.add(new OpenChange(order, order.ts, now, book.reserve()));
        steps = 0;
    }

    /** How many changes that were. One whose order was changed meanwhile is rolled back. */
    int commit() {
        open.removeIf(it -> it.order().ts != it.before());
        open.forEach(it -> {
            it.order().touches++;
            book.put(it.order(), it.modifiedAt(), it.version());
            book.count(ChangeKind.COMMITTED_LATE);
        });
        int committed = open.size();
        open.clear();
        return committed;
    }
}
