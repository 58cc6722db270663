package io.bisync.local.jushuitan.book;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldType;
import io.bisync.local.jushuitan.book.Row.Child;
import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.PoisonRow;
import io.bisync.local.jushuitan.field.TruthFields;
import io.bisync.local.jushuitan.field.TruthRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All rows of one entity of one merchant. Thread-safe: every answer shows one state of all of them. */
public final class Book {

    private final Dictionary dictionary;
    private final RowFields fields;
    private final Payload payload;
    private final InstantSource clock;
    private final List<Row> rows = new ArrayList<>();
    private final Map<BookChange, Long> changes = new TreeMap<>();
    private final Life life;
    private final long coId;
    private final List<PoisonRow> poison = new ArrayList<>();
    private final String path;
    private long ts;

    Book(Dictionary dictionary, Company company, long seed, long firstVersion, InstantSource clock) {
        this.dictionary = dictionary;
        this.fields = new RowFields(dictionary, company);
        this.payload = new Payload(dictionary, fields);
        this.clock = clock;
        this.ts = firstVersion;
        this.life = new Life(this, company, seed);
        this.coId = company.coId();
        this.path = dictionary.source() + "." + dictionary.entity();
    }

    /** The page that the rows are made from. */
    public Dictionary dictionary() {
        return dictionary;
    }

    /** Lets so many changes happen now. */
    public synchronized void live(int steps) {
        for (int i = 0; i < steps; i++) {
            life.step(clock.millis());
        }
    }

    /** Lets the rows change now whose key has this value in a field; how many they are. */
    public synchronized int change(String field, String value) {
        List<Row> named = rows.stream()
                .filter(row -> !row.gone && row.defect == null)
                .filter(row -> value.equals(String.valueOf(fields.key(row).get(field))))
                .toList();
        named.forEach(row -> life.change(row, clock.millis()));
        return named.size();
    }

    /** How many of a thousand changes are committed late: below a row version that was given out after theirs. */
    public synchronized void lateCommits(int perMille) {
        life.lateCommits(perMille);
    }

    /** Commits what is still open. */
    public synchronized void commit() {
        life.commit();
    }

    /** Answers one page. */
    public synchronized BookPage page(BookQuery query) {
        List<Row> found = rows.stream()
                .filter(query::matches)
                .filter(row -> isSelected(row, query))
                .sorted(order(query))
                .toList();
        long offset = (query.pageIndex() - 1L) * query.pageSize();
        List<Row> page = found.stream().skip(offset).limit(query.pageSize()).toList();
        return new BookPage(
                payload.of(page, query.without()),
                page.size(),
                found.size(),
                offset + page.size() < found.size() && !page.isEmpty());
    }

    /** Hands out every row as it should be now; sums of others are no rows of their own. */
    public synchronized void truth(Consumer<TruthRow> truth) {
        rows.stream().filter(Row::isTrue).flatMap(this::truth).forEach(truth);
    }

    /** Makes a row that carries the defect for good. It never was in order, so it is no part of the truth. */
    public synchronized PoisonRow poison(Defect defect) {
        Row row = life.poison(defect, clock.millis());
        PoisonRow made = PoisonRow.of(coId, dictionary, defect, payload.spoilt(row, defect, Set.of()), row.scope);
        poison.add(made);
        return made;
    }

    /** The rows that can never be loaded, so far. */
    public synchronized List<PoisonRow> poison() {
        return List.copyOf(poison);
    }

    /** How many changes of a kind happened. */
    public synchronized long changes(BookChange kind) {
        return changes.getOrDefault(kind, 0L);
    }

    /** How many rows there are, and how many changes of each kind happened. */
    public synchronized Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put(
                "rows",
                rows.stream().filter(row -> !row.gone && row.defect == null).count());
        counts.put("changes", new TreeMap<>(changes));
        return counts;
    }

    /** Makes the rows of the start, their last changes spread over the time before. */
    synchronized void write(int count, long length, boolean fixed) {
        long now = clock.millis();
        long[] at = life.moments(count, now - length, now);
        Arrays.sort(at);
        for (long moment : at) {
            life.create(moment);
        }
        life.fix(fixed);
        changes.clear();
    }

    /** Gives out a row version; other tables of the database use up some in between. */
    long reserve(int gap) {
        ts += 1 + gap;
        return ts;
    }

    List<Row> rows() {
        return rows;
    }

    List<Field> lists() {
        return dictionary.level(Dictionary.ROOT, FieldType.LIST);
    }

    boolean isSnapshot() {
        return dictionary.require("increment").equals("none");
    }

    /** Whether rows are only added: each says when that was, and never changes. */
    public boolean isLog() {
        return dictionary.require("version").equals("created");
    }

    boolean isByScope() {
        return dictionary.keyOfRequest().isPresent();
    }

    /** Whether there are never more or fewer rows. */
    public synchronized boolean isFixed() {
        return life.isFixed();
    }

    void count(BookChange change) {
        changes.merge(change, 1L, Long::sum);
    }

    private boolean isSelected(Row row, BookQuery query) {
        if (query.selected().isEmpty()) {
            return true;
        }
        TruthFields values = new TruthFields(path);
        fields.write(row, Set.of(), values);
        Map<String, ?> all = values.row();
        return query.selected().entrySet().stream()
                .allMatch(it -> it.getValue().contains(String.valueOf(all.get(it.getKey()))));
    }

    private static Comparator<Row> order(BookQuery query) {
        Comparator<Row> byNumber = Comparator.comparingLong(row -> row.number);
        if (query.fromVersion() != null) {
            return Comparator.comparingLong(row -> row.ts);
        }
        return query.modifiedFrom() == null
                ? byNumber
                : Comparator.<Row>comparingLong(row -> row.modifiedAt).thenComparing(byNumber);
    }

    private Stream<TruthRow> truth(Row row) {
        long version = switch (dictionary.require("version")) {
            case "ts" -> row.ts;
            case "modified" -> row.modifiedAt;
            case "created" -> row.createdAt;
            default -> TruthRow.NO_VERSION;
        };
        TruthFields root = new TruthFields(path);
        fields.write(row, Set.of(), root);
        Stream<TruthRow> children = lists().stream()
                .flatMap(list -> row.children(list.path()).stream().map(child -> truth(row, list, child, version)));
        return Stream.concat(
                Stream.of(new TruthRow(dictionary.table(), fields.key(row), version, columns(root.row()))), children);
    }

    private Map<String, @Nullable Object> columns(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        values.forEach((field, value) -> columns.put(dictionary.column(field), value));
        return columns;
    }

    private TruthRow truth(Row row, Field list, Child child, long version) {
        TruthFields values = new TruthFields(path + "." + list.path());
        fields.write(row, list, child, values);
        return new TruthRow(dictionary.table(list), fields.key(row, list, child), version, values.row());
    }
}
