package io.bisync.local.jushuitan.book;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.PoisonRow;
import io.bisync.local.jushuitan.field.TruthRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The books of a merchant: one for every dictionary of Jushuitan but the order's, which lives a life of its own. */
public final class Books {

    private static final String SOURCE = "jushuitan";
    private static final String ORDER = "order";
    private static final String WAREHOUSE = "warehouse";
    private static final long FIRST_VERSION = 30_000_000_000L;
    private static final int MOST_ROWS = 150;
    private static final int LEAST_ROWS = 10;
    private static final int ORDERS_A_ROW = 5;
    private static final int STEPS_A_CHANGE = 4;

    private final List<Book> books = new ArrayList<>();
    private final AtomicInteger steps = new AtomicInteger();

    /** @param orders how many orders the merchant has: the other entities are fewer */
    public Books(Company company, long seed, int orders, Duration history, InstantSource clock) {
        int rows = Math.clamp(orders / ORDERS_A_ROW, LEAST_ROWS, MOST_ROWS);
        for (Dictionary dictionary : Dictionary.of(SOURCE)) {
            String entity = dictionary.entity();
            if (entity.equals(ORDER)) {
                continue;
            }
            boolean fixed = entity.equals(WAREHOUSE);
            Book book = new Book(
                    dictionary,
                    company,
                    Dice.roll(seed, entity),
                    FIRST_VERSION + company.coId() % 1000 * 1_000_000,
                    clock);
            book.write(fixed ? company.warehouses().size() : rows, history.toMillis(), fixed);
            books.add(book);
        }
    }

    /** The book that an endpoint answers from. */
    public Optional<Book> at(String path) {
        return books.stream()
                .filter(book -> book.dictionary().require("path").equals(path))
                .findFirst();
    }

    /** The book of an entity. */
    public Optional<Book> of(String entity) {
        return books.stream()
                .filter(book -> book.dictionary().entity().equals(entity))
                .findFirst();
    }

    /** An order changed: with every fourth one a row of one of the books does, in turn. */
    public void live() {
        int step = steps.getAndIncrement();
        if (step % STEPS_A_CHANGE == 0 && !books.isEmpty()) {
            books.get(step / STEPS_A_CHANGE % books.size()).live(1);
        }
    }

    /** How many of a thousand changes are committed late. */
    public void lateCommits(int perMille) {
        books.forEach(book -> book.lateCommits(perMille));
    }

    /** Commits what is still open. */
    public void commit() {
        books.forEach(Book::commit);
    }

    /** The rows that can never be loaded, so far. */
    public List<PoisonRow> poison() {
        return books.stream().flatMap(book -> book.poison().stream()).toList();
    }

    /** Hands out every row as it should be now. */
    public void truth(Consumer<TruthRow> rows) {
        books.forEach(book -> book.truth(rows));
    }

    /** Rows and changes by entity. */
    public Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        books.forEach(book -> counts.put(book.dictionary().entity(), book.counts()));
        return counts;
    }
}
