package io.bisync.local.leke;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The stock of one tenant: it changes, is deleted and comes back, and its events come twice, late and again. Not thread-safe. */
final class Inventory implements AutoCloseable {

    private static final int STOCKS = 60;
    private static final int REMEMBERED = 200;

    private final LekeSettings settings;
    private final Random random;
    private final EventTopic topic;
    private final List<Stock> stocks = new ArrayList<>();
    private final List<ChangeEvent> past = new ArrayList<>();
    private int poisonings;

    Inventory(LekeSettings settings, Instant now) {
        this.settings = settings;
        this.random = new Random(settings.seed() * 41);
        this.topic = new EventTopic(settings.bootstrapServers(), Stock.PAGE.require("topic"));
        for (int number = 0; number < STOCKS; number++) {
            Stock stock = new Stock(number, 1 + random.nextInt(40), false, now);
            stocks.add(stock);
            write(WrittenKind.SNAPSHOT, stock);
        }
        topic.flush();
    }

    /** One change of one stock, with whatever extraordinary comes with it. */
    void change(Instant now) {
        int index = random.nextInt(stocks.size());
        Stock stock = stocks.get(index);
        LekeSettings.Rates rates = settings.rates();
        if (stock.deleted()) {
            keep(index, stock.next(now, false), WrittenKind.RECREATION);
        } else if (happens(rates.deletes())) {
            keep(index, stock.next(now, true), WrittenKind.DELETE);
        } else if (happens(rates.swaps())) {
            Stock older = stock.next(now, false);
            keep(index, older.next(now.plusMillis(1), false), WrittenKind.SNAPSHOT);
            write(WrittenKind.SWAPPED, older);
        } else {
            keep(index, stock.next(now, false), WrittenKind.SNAPSHOT);
        }
        if (happens(rates.duplicates())) {
            topic.event(WrittenKind.DUPLICATE, past.getLast());
        }
        if (happens(rates.repeats())) {
            topic.event(WrittenKind.REPEAT, past.get(random.nextInt(past.size())));
        }
    }

    /** Writes records that can never be loaded, one kind after the other. */
    void poison(int count) {
        List<PoisonKind> kinds = PoisonKind.withoutLines();
        for (int i = 0; i < count; i++) {
            Stock stock = stocks.get(random.nextInt(stocks.size()));
            topic.poison(kinds.get(poisonings++ % kinds.size()), stock.event(settings.tenant(), settings.seed()));
        }
    }

    List<PoisonRecord> poison() {
        topic.flush();
        return topic.poison();
    }

    /** What every row should look like now, when the broker has everything that says so. */
    List<TruthRow> truth() {
        topic.flush();
        return stocks.stream().map(Stock::truth).toList();
    }

    void flush() {
        topic.flush();
    }

    /** How many records of each kind were written. */
    Map<String, Long> books() {
        return topic.books();
    }

    @Override
    public void close() {
        topic.close();
    }

    private void keep(int index, Stock stock, WrittenKind kind) {
        stocks.set(index, stock);
        write(kind, stock);
    }

    private void write(WrittenKind kind, Stock stock) {
        ChangeEvent event = stock.event(settings.tenant(), settings.seed());
        topic.event(kind, event);
        if (past.size() == REMEMBERED) {
            past.remove(random.nextInt(REMEMBERED));
        }
        past.add(event);
    }

    private boolean happens(int perThousand) {
        return random.nextInt(1_000) < perThousand;
    }
}
