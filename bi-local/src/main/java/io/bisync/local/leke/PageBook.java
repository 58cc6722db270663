package io.bisync.local.leke;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.FieldType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An entity of one tenant as its page has it: rows change, are deleted and come back, and their events come twice, late and again. Not thread-safe. */
final class PageBook implements AutoCloseable {

    private static final int ROWS = 60;
    private static final int PARTITIONS = 6;
    private static final int REMEMBERED = 200;

    private final LekeSettings settings;
    private final Dictionary page;
    private final Random random;
    private final EventTopic topic;
    private final List<PageRow> rows = new ArrayList<>();
    private final List<ChangeEvent> past = new ArrayList<>();
    private int poisonings;

    PageBook(LekeSettings settings, Dictionary page, Instant now) {
        this.settings = settings;
        this.page = page;
        this.random = new Random(settings.seed() * 41 + page.entity().hashCode());
        this.topic = new EventTopic(settings.bootstrapServers(), page.require("topic"), isStock() ? PARTITIONS : 1);
        for (int number = 0; number < ROWS; number++) {
            PageRow row = new PageRow(page, number, 1 + random.nextInt(40), false, now);
            rows.add(row);
            write(WrittenKind.SNAPSHOT, row);
        }
        topic.flush();
    }

    /** One change of one row, with whatever extraordinary comes with it. */
    void change(Instant now) {
        int index = random.nextInt(rows.size());
        PageRow row = rows.get(index);
        LekeSettings.Rates rates = settings.rates();
        if (row.deleted()) {
            keep(index, row.next(now, false), WrittenKind.RECREATION);
        } else if (happens(rates.deletes())) {
            keep(index, row.next(now, true), WrittenKind.DELETE);
        } else if (happens(rates.swaps())) {
            PageRow older = row.next(now, false);
            keep(index, older.next(now.plusMillis(1), false), WrittenKind.SNAPSHOT);
            write(WrittenKind.SWAPPED, older);
        } else {
            keep(index, row.next(now, false), WrittenKind.SNAPSHOT);
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
        List<PoisonKind> kinds = page.level(Dictionary.ROOT, FieldType.LIST).isEmpty()
                ? PoisonKind.withoutLines()
                : List.of(PoisonKind.values());
        // A delete needs no lines: without them it would be none of these.
        List<PageRow> living = rows.stream().filter(row -> !row.deleted()).toList();
        for (int i = 0; i < count; i++) {
            PageRow row = living.get(random.nextInt(living.size()));
            topic.poison(kinds.get(poisonings++ % kinds.size()), row.event(settings.tenant(), settings.seed()));
        }
    }

    List<PoisonRecord> poison() {
        topic.flush();
        return topic.poison();
    }

    /** What every row should look like now, when the broker has everything that says so. */
    List<TruthRow> truth() {
        topic.flush();
        return rows.stream().flatMap(PageRow::truth).toList();
    }

    void flush() {
        topic.flush();
    }

    String entity() {
        return page.entity();
    }

    /** How many records of each kind were written. */
    Map<String, Long> books() {
        return topic.books();
    }

    @Override
    public void close() {
        topic.close();
    }

    private void keep(int index, PageRow row, WrittenKind kind) {
        rows.set(index, row);
        write(kind, row);
    }

    private void write(WrittenKind kind, PageRow row) {
        ChangeEvent event = row.event(settings.tenant(), settings.seed());
        topic.event(kind, event);
        if (past.size() == REMEMBERED) {
            past.remove(random.nextInt(REMEMBERED));
        }
        past.add(event);
    }

    /** Whether it changes often, as documents and master data do not. */
    boolean isStock() {
        return page.entity().equals("inventory");
    }

    private boolean happens(int perThousand) {
        return random.nextInt(1_000) < perThousand;
    }
}
