package io.bisync.local.jushuitan.merchant;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.jushuitan.book.Books;
import io.bisync.local.jushuitan.book.Company;
import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.PoisonRow;
import io.bisync.local.jushuitan.field.TruthRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A company at the ERP with its shops and its orders. Thread-safe: every answer shows one state of all of them. */
public final class Merchant {

    /** The order that life leaves alone, for a person to follow; the first merchant has it. */
    public static final long LANDMARK = 38852;

    private static final long FIRST_VERSION = 22_000_000_000L;
    private static final long FIRST_ORDER_ELSEWHERE = 5_000_000_000L;

    private final long coId;
    private final List<Shop> shops;
    private final Books books;
    private final InstantSource clock;
    private final OrderBook book;
    private final NewOrders newOrders;
    private final Life life;
    private final LateCommits late;
    private final List<PoisonRow> poison = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** @param hasLandmark whether one of the orders is {@link #LANDMARK}; ids lie around it, otherwise above 32 bits */
    private Merchant(
            long coId, String name, long seed, int orders, Duration history, boolean hasLandmark, InstantSource clock) {
        this.coId = coId;
        this.clock = clock;
        long now = clock.millis();
        Company company = new Company(coId);
        this.shops = shops(company, name, seed, Instant.ofEpochMilli(now).minus(Duration.ofDays(900)));
        this.books = new Books(company, seed, orders, history, clock);
        Random random = new Random(seed);
        long before = Math.min(orders * 97L / 100, LANDMARK - 1_000);
        this.newOrders =
                new NewOrders(seed, coId, shops, random, hasLandmark ? LANDMARK - before : FIRST_ORDER_ELSEWHERE);
        this.book = new OrderBook(FIRST_VERSION + coId % 1000 * 1_000_000, random);
        new History(book, newOrders, random).write(orders, history, now);
        Predicate<Order> leftAlone = order -> hasLandmark && order.oId == LANDMARK;
        this.life = new Life(book, newOrders, random, leftAlone);
        this.late = new LateCommits(book, leftAlone, seed);
    }

    /** The merchant whose orders include {@link #LANDMARK}. */
    public static Merchant first(long coId, String name, long seed, int orders, Duration history, InstantSource clock) {
        return new Merchant(coId, name, seed, orders, history, true, clock);
    }

    /** Any other merchant. */
    public static Merchant further(
            long coId, String name, long seed, int orders, Duration history, InstantSource clock) {
        return new Merchant(coId, name, seed, orders, history, false, clock);
    }

    /** The ERP's number of the company. */
    public long coId() {
        return coId;
    }

    /** The shops of this merchant. */
    public List<Shop> shops() {
        return shops;
    }

    /** All entities but the orders. */
    public Books books() {
        return books;
    }

    /** Answers one page of orders. */
    public OrderPage page(OrderQuery query) {
        return locked(() -> book.page(query, coId));
    }

    /** Lets so many orders change now, and now and then a row of another entity. */
    public void live(int changes) {
        locked(() -> {
            for (int i = 0; i < changes; i++) {
                if (!late.step(clock.millis())) {
                    life.step(clock.millis());
                }
            }
            return changes;
        });
        for (int i = 0; i < changes; i++) {
            books.live();
        }
    }

    /** The order as it is now. */
    public Optional<OrderView> order(long oId) {
        return locked(() -> Optional.ofNullable(book.find(oId)).map(order -> OrderView.of(order, coId)));
    }

    /** Removes an item; empty when there is no such order or item. */
    public Optional<OrderView> removeItem(long oId, long oiId) {
        return change(oId, order -> order.items.removeIf(item -> item.oiId == oiId) ? ChangeKind.ITEM_REMOVED : null);
    }

    /** Puts an order into a state. */
    public Optional<OrderView> status(long oId, OrderStatus status) {
        return change(oId, order -> {
            long now = clock.millis() / 1000 * 1000;
            if (status.isPaid() && order.payments.isEmpty()) {
                newOrders.pay(order, now);
            }
            if (status == OrderStatus.SENT) {
                order.sentAt = now;
            }
            order.status = status;
            return ChangeKind.STATUS_SET;
        });
    }

    /** Changes nothing that matters: a label and the flag, the time of change and the version. */
    public Optional<OrderView> touch(long oId) {
        return change(oId, order -> {
            order.touches++;
            return ChangeKind.TOUCHED;
        });
    }

    /** Lets row versions begin anew: changes from now on get versions above this one. */
    public void versionsBeginAt(long version) {
        locked(() -> {
            book.versionsBeginAt(version);
            return version;
        });
    }

    /** Begins a transaction on an order: its change gets its version now and is visible once the others are committed. */
    public Optional<OrderView> begin(long oId) {
        return locked(() -> {
            Order order = book.find(oId);
            if (order == null) {
                return Optional.empty();
            }
            late.begin(order, clock.millis());
            return Optional.of(OrderView.of(order, coId));
        });
    }

    /** Commits what was begun; how many changes that were. One whose order was changed meanwhile is rolled back. */
    public int commit() {
        books.commit();
        return locked(late::commit);
    }

    /** How many of a thousand changes are committed late: below a row version that was given out after theirs. */
    public void lateCommits(int perMille) {
        books.lateCommits(perMille);
        locked(() -> {
            late.perMille(perMille);
            return perMille;
        });
    }

    /** Makes an order with so many items, for readers that have to carry a big one. */
    public OrderView bigOrder(int items) {
        return locked(() -> {
            long now = clock.millis();
            Order order = newOrders.order(now, now);
            for (int i = 0; i < items; i++) {
                order.items.add(newOrders.item());
            }
            book.put(order, now);
            book.count(ChangeKind.CREATED);
            return OrderView.of(order, coId);
        });
    }

    /** Makes an order that carries the defect for good. It never was in order, so it is no part of the truth. */
    public PoisonRow poison(Defect defect) {
        return locked(() -> {
            long now = clock.millis();
            Order order = newOrders.order(now, now);
            order.items.add(newOrders.item());
            order.items.add(newOrders.item());
            order.defect = defect;
            book.put(order, now);
            book.count(ChangeKind.POISONED);
            PoisonRow made =
                    PoisonRow.of(coId, Payload.PAGE, defect, Payload.spoilt(order, defect, coId, true, true), 0);
            poison.add(made);
            return made;
        });
    }

    /** Makes a row of an entity that carries the defect for good. */
    public PoisonRow poison(Dictionary page, Defect defect) {
        return page.equals(Payload.PAGE)
                ? poison(defect)
                : books.of(page.entity()).orElseThrow().poison(defect);
    }

    /** The rows of all entities that can never be loaded, so far. */
    public List<PoisonRow> poison() {
        return Stream.concat(locked(() -> List.copyOf(poison)).stream(), books.poison().stream())
                .toList();
    }

    /** Hands out every row as it should be now, of one state; orders with a defect have none. */
    public void truth(Consumer<TruthRow> rows) {
        locked(() -> {
            book.all()
                    .filter(order -> order.defect == null)
                    .flatMap(order -> OrderTruth.of(order, coId))
                    .forEach(rows);
            return rows;
        });
    }

    /** Rows and amounts of the truth, without the rows. */
    public List<Total> totals() {
        return locked(() -> Total.of(book.all().filter(order -> order.defect == null)));
    }

    /** How many changes of each kind happened since the start. */
    public Map<ChangeKind, Long> changes() {
        return locked(book::changes);
    }

    /** How many orders there are. */
    public int orders() {
        return locked(book::size);
    }

    private Optional<OrderView> change(long oId, Function<Order, @Nullable ChangeKind> change) {
        return locked(() -> {
            Order order = book.find(oId);
            ChangeKind kind = order == null ? null : change.apply(order);
            if (order == null || kind == null) {
                return Optional.empty();
            }
            book.put(order, clock.millis());
            book.count(kind);
            return Optional.of(OrderView.of(order, coId));
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private static List<Shop> shops(Company company, String name, long seed, Instant created) {
        List<Shop> shops = new ArrayList<>();
        for (long shopId : company.shops()) {
            int i = shops.size();
            String site = i == 0 ? Catalogue.SITES.getFirst() : Dice.oneOf(Catalogue.SITES, seed, "site" + i);
            shops.add(new Shop(
                    shopId,
                    name + (i + 1) + "号店",
                    site,
                    "self_" + company.coId() + "_" + i,
                    created.plusMillis(487L * i)));
        }
        return List.copyOf(shops);
    }
}
