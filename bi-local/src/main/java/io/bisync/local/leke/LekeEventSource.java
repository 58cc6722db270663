package io.bisync.local.leke;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.leke.LekeSettings.Rates;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a tenant's change events to Kafka, of orders and of every other entity that has a page, ordinary and extraordinary ones, and knows what they add up to. */
public final class LekeEventSource implements AutoCloseable {

    private static final int REMEMBERED = 2_000;
    private static final int ORDERS_A_ROW = 4;
    private static final int PARTITIONS = 6;

    private final LekeSettings settings;
    private final Random random;
    private final OrderBook book;
    private final EventTopic topic;
    private final List<ChangeEvent> past = new ArrayList<>();
    private final List<PageBook> others;
    private final Pace pace;
    private final ControlServer control;
    private int poisonings;
    private long changes;
    private long linesRemoved;

    private LekeEventSource(LekeSettings settings) {
        this.settings = settings;
        random = new Random(settings.seed());
        book = new OrderBook(random);
        topic = new EventTopic(settings.bootstrapServers(), LekeSettings.TOPIC, PARTITIONS);
        for (int i = 0; i < settings.orders(); i++) {
            write(WrittenKind.SNAPSHOT, book.create(now()));
        }
        topic.flush();
        others = Dictionary.of("leke").stream()
                .filter(page -> !page.require("topic").equals(LekeSettings.TOPIC))
                .map(page -> new PageBook(settings, page, now()))
                .toList();
        pace = new Pace(this::change, settings.changesPerSecond());
        control = new ControlServer(this, settings.controlPort());
    }

    /** Creates the topic unless it exists, writes the orders as they are, and goes on at the speed of the settings. */
    public static LekeEventSource start(LekeSettings settings) {
        return new LekeEventSource(settings);
    }

    /** The control address. */
    public URI control() {
        return control.address();
    }

    /** The tenant all its orders belong to. */
    public String tenant() {
        return settings.tenant();
    }

    /** One change of one order, with whatever extraordinary comes with it. */
    public synchronized void change() {
        Instant now = now();
        Rates rates = settings.rates();
        changes++;
        if (changes % ORDERS_A_ROW == 0) {
            others.stream().filter(PageBook::isStock).forEach(it -> it.change(now));
            others.get((int) (changes / ORDERS_A_ROW % others.size())).change(now);
        }
        Order order = book.living();
        if (order == null || random.nextInt(12) == 0) {
            write(WrittenKind.SNAPSHOT, book.create(now));
        } else if (happens(rates.deletes())) {
            write(WrittenKind.DELETE, book.delete(order, now));
        } else if (happens(rates.swaps())) {
            Order older = changed(order, now);
            write(WrittenKind.SNAPSHOT, changed(older, now.plusMillis(1)));
            write(WrittenKind.SWAPPED, older);
        } else {
            write(WrittenKind.SNAPSHOT, changed(order, now));
        }
        if (happens(rates.recreations())) {
            recreate();
        }
        if (happens(rates.duplicates())) {
            topic.event(WrittenKind.DUPLICATE, past.getLast());
        }
        if (happens(rates.repeats())) {
            topic.event(WrittenKind.REPEAT, past.get(random.nextInt(past.size())));
        }
        if (order != null && happens(rates.nulls())) {
            topic.nullValue(settings.tenant() + ":" + order.orderId());
        }
        if (happens(rates.poison())) {
            poison(1);
        }
    }

    /** Creates a deleted order again, with a higher version; nothing happens when none is deleted. */
    public synchronized void recreate() {
        Order back = book.recreate(now());
        if (back != null) {
            write(WrittenKind.RECREATION, back);
        }
    }

    /** Takes a line out of an order; the new version, or -1 when the order does not live or has no such line. */
    public synchronized long removeItem(String orderId, String lineId) {
        Order changed = book.removeLine(orderId, lineId, now());
        if (changed == null) {
            return -1;
        }
        linesRemoved++;
        write(WrittenKind.SNAPSHOT, changed);
        return changed.version();
    }

    /** Deletes an order; the version of its deletion, or -1 when it does not live. */
    public synchronized long delete(String orderId) {
        Order order = book.find(orderId);
        if (order == null || order.deleted()) {
            return -1;
        }
        Order deleted = book.delete(order, now());
        write(WrittenKind.DELETE, deleted);
        return deleted.version();
    }

    /** Writes records that can never be loaded, one kind after the other. */
    public synchronized void poison(int count) {
        PoisonKind[] kinds = PoisonKind.values();
        for (int i = 0; i < count; i++) {
            Order order = book.living();
            var event = event(order == null ? book.create(now()) : order);
            topic.poison(kinds[poisonings++ % kinds.length], event);
        }
    }

    /** The same of each other entity. */
    public synchronized void poisonOthers(int count) {
        others.forEach(other -> other.poison(count));
    }

    /** All poison that was written, when the broker has it. */
    public synchronized List<PoisonRecord> poison() {
        topic.flush();
        return Stream.concat(topic.poison().stream(), others.stream().flatMap(it -> it.poison().stream()))
                .toList();
    }

    /** What every row of the orders should look like now, when the broker has everything that says so. */
    public synchronized List<TruthRow> truth() {
        topic.flush();
        List<TruthRow> rows = new ArrayList<>();
        book.all().forEach(order -> TruthRow.of(order).forEach(rows::add));
        return rows;
    }

    /** The same of every other entity. */
    public synchronized List<TruthRow> others() {
        return others.stream().flatMap(it -> it.truth().stream()).toList();
    }

    /** Changes a second from now on. */
    public void speed(double changesPerSecond) {
        pace.perSecond(changesPerSecond);
    }

    /** Stops changing; returns when the change under way is done. */
    public void pause() {
        pace.pause();
        settle();
    }

    /** Goes on changing. */
    public void resume() {
        pace.resume();
    }

    /** The books. */
    public synchronized LekeStatus status() {
        long deleted = 0;
        long orders = 0;
        for (Order order : book.all()) {
            orders++;
            deleted += order.deleted() ? 1 : 0;
        }
        Map<String, Map<String, Long>> books = new TreeMap<>();
        others.forEach(it -> books.put(it.entity(), it.books()));
        return new LekeStatus(
                settings.tenant(),
                LekeSettings.TOPIC,
                pace.isPaused(),
                pace.perSecond(),
                changes,
                orders - deleted,
                deleted,
                linesRemoved,
                topic.books(),
                books);
    }

    @Override
    public void close() {
        control.close();
        pace.close();
        settle();
        topic.close();
        others.forEach(PageBook::close);
    }

    private synchronized void settle() {
        topic.flush();
        others.forEach(PageBook::flush);
    }

    private Order changed(Order order, Instant now) {
        Order changed = book.change(order, now);
        linesRemoved += Math.max(0, order.lines().size() - changed.lines().size());
        return changed;
    }

    private void write(WrittenKind kind, Order order) {
        ChangeEvent event = event(order);
        topic.event(kind, event);
        if (past.size() < REMEMBERED) {
            past.add(event);
        } else {
            // Keeps the newest at the end, for the duplicate.
            past.set(random.nextInt(REMEMBERED), past.getLast());
            past.set(REMEMBERED - 1, event);
        }
    }

    private ChangeEvent event(Order order) {
        return OrderEvent.of(settings.tenant(), settings.seed(), order);
    }

    private boolean happens(int perThousand) {
        return random.nextInt(1_000) < perThousand;
    }

    /** Leke's clock ticks in milliseconds. */
    private Instant now() {
        return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The order as it is now; null: never heard of. */
    synchronized @Nullable List<TruthRow> truth(String orderId) {
        Order order = book.find(orderId);
        return order == null ? null : TruthRow.of(order).toList();
    }
}
