package io.bisync.jushuitan.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.event.Event;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.run.Finding;
import io.bisync.run.Finding.Sort;
import io.bisync.run.Window;
import io.bisync.run.comparison.FoundRows;
import io.bisync.run.comparison.RowComparison;
import io.bisync.run.comparison.RowComparison.Judged;
import io.bisync.run.work.PageSink;
import io.bisync.table.Entity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Takes pages as if they were published, and compares them with what StarRocks has. */
final class ComparedPages implements PageSink {

    /** A row of the ERP that is not in StarRocks as it is there. */
    private record Unlike(@Nullable Event event, Judged judged) {

        @Nullable Instant time() {
            return event == null ? null : event.time();
        }
    }

    private final Entity entity;
    private final Normaliser normaliser;
    private final RowComparison comparison;
    private final PageSink sink;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Unlike> unlike = new LinkedHashMap<>();
    /** Changed since their page was read, or written by somebody else: which of both is not known here. */
    private final Map<String, String> newer = new LinkedHashMap<>();

    private final FoundRows others = new FoundRows(List.of());
    private List<LoadedWindow.Row> surplus = List.of();
    private int calls;

    ComparedPages(Entity entity, Function<String, List<List<@Nullable Object>>> sql, PageSink sink) {
        this.entity = entity;
        this.sink = sink;
        normaliser = new Normaliser(new RecordSchema(entity));
        comparison = new RowComparison(entity, sql);
    }

    @Override
    public void publish(String topic, List<Event> events, @Nullable String cursor, long expected, int since) {
        calls += since;
        compare(topic, events);
        try {
            sink.await(Duration.ZERO);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(String topic, List<Event> events) {
        var rows = new RangeBuffer(entity);
        Map<String, Event> byId = new LinkedHashMap<>();
        for (var event : events) {
            if (normaliser.normalise(record(topic, event), rows)
                    instanceof Normalised.Rejected(var code, var message)) {
                others.add(Sort.UNKNOWN, 1, "%s would be set aside: %s %s".formatted(event.id(), code, message));
                seen.add(String.valueOf(event.id()));
            }
            byId.put(String.valueOf(event.id()), event);
        }
        for (var judged : comparison.compare(rows)) {
            seen.add(judged.key());
            unlike.remove(judged.key());
            newer.remove(judged.key());
            switch (judged.sort()) {
                case SAME -> {}
                case NEWER -> newer.put(judged.key(), judged.words());
                default -> unlike.put(judged.key(), new Unlike(byId.get(judged.key()), judged));
            }
        }
    }

    private static SourceRecord record(String topic, Event event) {
        return new SourceRecord(
                topic,
                0,
                0,
                null,
                event.value(),
                event.account(),
                event.version(),
                event.scope() == null ? null : event.scope().getBytes(UTF_8));
    }

    boolean differs() {
        return !unlike.isEmpty() || !surplus.isEmpty();
    }

    /** At what differed: it may only have been late. */
    void lookAgain() {
        List<Event> events = new ArrayList<>();
        for (var row : unlike.values()) {
            if (row.event() != null) {
                events.add(row.event());
            }
        }
        compare("again", events);
    }

    /** Takes what StarRocks has in the window. */
    void leftOver(List<LoadedWindow.Row> live) {
        surplus = live.stream().filter(it -> !seen.contains(it.id())).toList();
    }

    long rows() {
        return seen.size();
    }

    int calls() {
        return calls;
    }

    List<Finding> found(Window window) {
        var findings = new ArrayList<Finding>();
        for (var sort : List.of(Sort.MISSING, Sort.DIFFERENT, Sort.LEFT_OVER)) {
            var some = unlike.values().stream()
                    .filter(it -> it.judged().sort() == sort)
                    .toList();
            add(
                    findings,
                    sort,
                    window,
                    some.stream().map(it -> Optional.ofNullable(it.time())).toList(),
                    some.stream().map(it -> it.judged().words()).toList());
        }
        add(
                findings,
                Sort.LEFT_OVER,
                window,
                surplus.stream().map(it -> Optional.ofNullable(it.time())).toList(),
                surplus.stream()
                        .map(it -> it.id() + " is in StarRocks alone: deleted at the ERP, or changed and not loaded")
                        .toList());
        newer.values().forEach(it -> others.add(Sort.NEWER, 1, it));
        findings.addAll(others.all(window.from(), window.to()));
        var same = seen.size() - unlike.size() - newer.size() - others.rows(Sort.UNKNOWN);
        if (same > 0) {
            findings.addFirst(new Finding(Sort.SAME, window.from(), window.to(), same, null));
        }
        return findings;
    }

    /** In the smallest window that holds them. */
    private static void add(
            List<Finding> findings, Sort sort, Window window, List<Optional<Instant>> times, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        var sum = new FoundRows(List.of());
        words.forEach(it -> sum.add(sort, 1, it));
        var sorted = times.stream()
                .flatMap(Optional::stream)
                .filter(it -> !it.isBefore(window.from()) && it.isBefore(window.to()))
                .sorted()
                .toList();
        var isWhole = sorted.size() < times.size();
        findings.addAll(sum.all(
                isWhole ? window.from() : sorted.getFirst(),
                isWhole ? window.to() : earlier(sorted.getLast().plusSeconds(1), window.to())));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    @Override
    public void send(
            List<ProducerRecord<byte[], byte[]>> records, @Nullable String cursor, long expected, List<Finding> found) {
        throw new UnsupportedOperationException("Whoever asks an ERP copies no records");
    }

    @Override
    public void tell(long rows, @Nullable String cursor, long expected, int since, List<Finding> found) {
        throw new UnsupportedOperationException("Findings are told at the end");
    }

    @Override
    public void await(Duration duration) throws InterruptedException {
        sink.await(duration);
    }
}
