package io.bisync.local.jushuitan.book;

import io.bisync.local.dictionary.Field;
import io.bisync.local.jushuitan.book.Row.Child;
import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.Dice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What happens to the rows of a book by itself, one change at a time. */
final class Life {

    /** The rows of a snapshot that never vanish: others name them. */
    private static final int LASTING = 4;

    private static final int STEPS_UNTIL_COMMIT = 5;

    private final Book book;
    private final Company company;
    private final long seed;
    private final Random random;
    private final List<OpenChange> open = new ArrayList<>();
    private final Map<Row, Row> sums = new HashMap<>();
    private @Nullable Row last;
    private int perMille;
    private long steps;
    private boolean fixed;
    private long nextRow;
    private long nextChild;

    /**
     * A change that nobody sees yet.
     *
     * @param before the version of the row when it began
     * @param begun how many steps there had been
     */
    private record OpenChange(Row row, long before, long modifiedAt, long version, long begun) {}

    Life(Book book, Company company, long seed) {
        this.book = book;
        this.company = company;
        this.seed = seed;
        this.random = new Random(seed);
    }

    void lateCommits(int changes) {
        if (changes < 0 || changes > 1000) {
            throw new IllegalArgumentException("Late commits are 0 to 1000 of a thousand changes, not " + changes);
        }
        perMille = changes;
    }

    /** Whether there are never more or fewer rows. */
    void fix(boolean never) {
        fixed = never;
    }

    boolean isFixed() {
        return fixed;
    }

    long[] moments(int count, long from, long to) {
        return random.longs(count, from, to).toArray();
    }

    void step(long now) {
        int chance = random.nextInt(100);
        Row row = row(now);
        if (row == null || book.isLog() || (chance < 12 && !fixed)) {
            create(now);
        } else if (row.gone) {
            row.gone = false;
            change(row, now, BookChange.CAME_BACK);
        } else if (chance < 20 && book.isSnapshot() && !fixed && row.number >= LASTING) {
            row.gone = true;
            book.count(BookChange.VANISHED);
        } else if (perMille > 0 && random.nextInt(1000) < perMille) {
            open.add(new OpenChange(row, row.ts, second(now), reserve(), steps));
        } else {
            boolean again = row == last && row.modifiedAt == second(now);
            change(row, now, again ? BookChange.CHANGED_AGAIN : BookChange.CHANGED);
            last = row;
        }
        steps++;
        commit(STEPS_UNTIL_COMMIT);
    }

    /** Commits everything that is open. */
    void commit() {
        commit(0);
    }

    /** A change that was overtaken by another one of its row is rolled back. */
    private void commit(int after) {
        List<OpenChange> due =
                open.stream().filter(it -> steps - it.begun() >= after).toList();
        open.removeAll(due);
        for (OpenChange change : due) {
            if (change.row().ts == change.before() && !change.row().gone) {
                revise(change.row());
                put(change.row(), change.modifiedAt(), change.version());
                book.count(BookChange.COMMITTED_LATE);
            }
        }
    }

    void create(long now) {
        long number = nextRow++;
        if (book.isByScope()) {
            List<Row> parts = new ArrayList<>();
            for (long warehouse : company.warehouses()) {
                parts.add(row(number, warehouse, now, List.of()));
            }
            Row sum = row(number, 0, now, List.copyOf(parts));
            parts.forEach(part -> sums.put(part, sum));
        } else {
            row(number, 0, now, List.of());
        }
        book.count(BookChange.CREATED);
    }

    /** A row of its own, within the first of the warehouses where that is asked for, which nothing happens to. */
    Row poison(Defect defect, long now) {
        long scope = book.isByScope() ? company.warehouses().getFirst() : 0;
        Row row = row(nextRow++, scope, now, List.of());
        row.defect = defect;
        return row;
    }

    private Row row(long number, long scope, long now, List<Row> parts) {
        Row row = new Row(number, scope, Dice.roll(seed, number + "/" + scope), second(now), parts);
        for (Field list : book.lists()) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                row.children(list.path()).add(child());
            }
        }
        book.rows().add(row);
        put(row, second(now), reserve());
        return row;
    }

    /** Any row that is neither sum nor poison; now and then the one that changed last, as long as its second lasts. */
    private @Nullable Row row(long now) {
        Row again = last;
        if (again != null && !again.gone && again.modifiedAt == second(now) && random.nextInt(3) == 0) {
            return again;
        }
        for (int attempt = 0; attempt < 50 && !book.rows().isEmpty(); attempt++) {
            Row row = book.rows().get(random.nextInt(book.rows().size()));
            if (row.parts.isEmpty() && row.defect == null) {
                return row;
            }
        }
        return null;
    }

    /** Changes a certain row. */
    void change(Row row, long now) {
        change(row, now, BookChange.CHANGED);
    }

    private void change(Row row, long now, BookChange kind) {
        revise(row);
        put(row, second(now), reserve());
        book.count(kind);
    }

    private void revise(Row row) {
        row.revision++;
        for (Field list : book.lists()) {
            List<Child> children = row.children(list.path());
            switch (random.nextInt(4)) {
                case 0 -> children.add(child());
                case 1 -> {
                    if (children.size() > 1) {
                        children.remove(random.nextInt(children.size()));
                    }
                }
                default -> {
                    if (!children.isEmpty()) {
                        children.get(random.nextInt(children.size())).revision++;
                    }
                }
            }
        }
    }

    /** The sum of all warehouses changes with each of them. */
    private void put(Row row, long modifiedAt, long version) {
        row.ts = version;
        row.modifiedAt = modifiedAt;
        Row sum = sums.get(row);
        if (sum != null) {
            sum.revision++;
            sum.ts = reserve();
            sum.modifiedAt = Math.max(sum.modifiedAt, modifiedAt);
        }
    }

    private Child child() {
        long number = nextChild++;
        return new Child(number, Dice.roll(seed, "child" + number));
    }

    private long reserve() {
        return book.reserve(random.nextInt(4));
    }

    /** Such entities say when they changed in whole seconds. */
    private static long second(long now) {
        return now / 1000 * 1000;
    }
}
