package io.bisync.jushuitan.page;

import io.bisync.account.Account;
import io.bisync.account.Cursor;
import io.bisync.event.Event;
import io.bisync.event.Origin;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.Scope;
import io.bisync.once.store.EventId;
import io.bisync.privacy.Privacy;
import io.bisync.record.RecordSchema;
import io.bisync.record.Redactor;
import io.bisync.record.Redactor.Redacted;
import io.bisync.table.Entity;
import io.bisync.time.ShanghaiTime;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the entities of a page as they came, without their personal values and with unknown ones withheld. */
public final class PagePublisher {

    private static final Logger log = LoggerFactory.getLogger(PagePublisher.class);
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] DELETED = {};

    private static final Redacted NOTHING = new Redacted(0, 0, 0);

    /** The topics and the producer take a little more than this: bi.pull's largest entity and its headers. */
    public static final int LARGEST = 15 << 20;

    private final EventSink sink;
    private final Privacy privacy;
    private final InstantSource clock;
    private final PullMeters meters;
    private final Map<Entity, RecordSchema> schemas = new ConcurrentHashMap<>();

    public PagePublisher(EventSink sink, Privacy privacy, InstantSource clock, PullMeters meters) {
        this.sink = sink;
        this.privacy = privacy;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Publishes what is not known to be on the topic of a page of live changes; returns those rows when Kafka has all of
     * them.
     */
    public List<EntitySlice> publishUnknown(
            Account account, PulledEntity pulled, Page page, PublishedRows publishedRows) {
        Batch batch = new Batch(account, pulled, page, Origin.LIVE);
        List<EntitySlice> unknown = new ArrayList<>();
        List<EventId> ids = new ArrayList<>();
        for (EntitySlice row : page.entities()) {
            EventId named = publishedRows.id(row);
            if (named != null && publishedRows.isKnown(row, named)) {
                continue;
            }
            batch.add(row, event -> {
                EventId id = named == null ? publishedRows.id(row, event.value()) : named;
                return (named != null || !publishedRows.isKnown(row, id)) && ids.add(id) && unknown.add(row);
            });
        }
        batch.publish(pulled.liveTopic());
        for (int i = 0; i < ids.size(); i++) {
            publishedRows.published(unknown.get(i), ids.get(i));
        }
        return unknown;
    }

    /** The wanted rows of a page as they will be published, under no version yet. */
    public List<Event> wanted(Account account, PulledEntity pulled, Page page, Predicate<Event> wanted) {
        Batch batch = new Batch(account, pulled, page, Origin.LIVE);
        page.entities().forEach(row -> batch.add(row.under(null), wanted));
        return batch.events;
    }

    /** Says that the ERP has a row no more. */
    public Event delete(Account account, PulledEntity pulled, String id) {
        return new Event(pulled.entity().source(), account.id(), pulled.name(), id, null, null, Origin.LIVE, DELETED);
    }

    /** Publishes such rows; returns when Kafka has all of them. */
    public void publish(PulledEntity pulled, List<Event> rows) {
        publish(pulled, pulled.liveTopic(), Origin.LIVE, rows);
    }

    /** Publishes rows of a live page whose version cannot be believed, so that they are rejected. */
    void publishDoubted(Account account, PulledEntity pulled, Page page) {
        publish(pulled, pulled.liveTopic(), Origin.LIVE, doubted(account, pulled, page, Origin.LIVE));
    }

    /**
     * Publishes a page that no cursor leads to; returns when Kafka has all of it. Nothing moves.
     *
     * @param live where the live pull stands: by that it is judged what of the page can be believed
     * @param origin HISTORY for the past, which goes to the topic of history; whatever else goes to the live one
     * @return how many rows are published that can be believed
     * @throws PageRejectedException where the page cannot be trusted; then nothing of it is published
     */
    public int publishBeside(Account account, PulledEntity pulled, Page page, Cursor live, Origin origin)
            throws PageRejectedException {
        return publishBeside(account, pulled, page, live, origin, (topic, events) -> {
            if (!events.isEmpty()) {
                sink.publish(topic, events);
            }
        });
    }

    /**
     * Gives a sink what would be published of a page of the past, once, and also where nothing is on it. Nothing is.
     *
     * @param live as above
     * @throws PageRejectedException where the page cannot be trusted; then the sink gets nothing
     */
    public void readHistory(Account account, PulledEntity pulled, Page page, Cursor live, EventSink to)
            throws PageRejectedException {
        SortedPage sorted = sorted(pulled, page, live);
        List<Event> events = new ArrayList<>(all(account, pulled, asDoubted(page, sorted), Origin.HISTORY));
        events.addAll(all(account, pulled, sorted.believed(), Origin.HISTORY));
        to.publish(pulled.historyTopic(), events);
    }

    private static Page asDoubted(Page page, SortedPage sorted) {
        return page.with(sorted.doubted().stream().map(row -> row.under(0L)).toList());
    }

    private SortedPage sorted(PulledEntity pulled, Page page, Cursor live) throws PageRejectedException {
        return pulled.increment() instanceof Increment.Modified
                ? ModifiedRows.of(pulled.endpoint(), page, clock.instant())
                : byRowVersion(page, live);
    }

    /**
     * Gives a page of the past to a sink, on the topic of history: once, and also where nothing is on it.
     *
     * @param live as above
     * @throws PageRejectedException where the page cannot be trusted; then the sink gets nothing
     */
    public void publishHistory(Account account, PulledEntity pulled, Page page, Cursor live, EventSink to)
            throws PageRejectedException {
        publishBeside(account, pulled, page, live, Origin.HISTORY, to);
    }

    private int publishBeside(Account account, PulledEntity pulled, Page page, Cursor live, Origin origin, EventSink to)
            throws PageRejectedException {
        SortedPage sortedPage = sorted(pulled, page, live);
        List<Event> events = new ArrayList<>(page.entities().size());
        events.addAll(doubted(account, pulled, page.with(sortedPage.doubted()), origin));
        events.addAll(all(account, pulled, sortedPage.believed(), origin));
        to.publish(origin == Origin.HISTORY ? pulled.historyTopic() : pulled.liveTopic(), events);
        count(pulled, origin, events);
        return sortedPage.believed().entities().size();
    }

    private SortedPage byRowVersion(Page page, Cursor live) throws PageRejectedException {
        Belief belief = Belief.of(LivePosition.of(live).next(), live.caughtUpAt(), 0, clock.instant());
        SortedPage sortedPage = SortedPage.of(page, belief);
        if (sortedPage.doubted().isEmpty() || !sortedPage.believed().entities().isEmpty()) {
            Versions.of(sortedPage.believed());
        }
        return sortedPage;
    }

    /** The header says version 0 and the value another one: the listener rejects what contradicts itself, whole. */
    private List<Event> doubted(Account account, PulledEntity pulled, Page page, Origin origin) {
        if (page.entities().isEmpty()) {
            return List.of();
        }
        log.atWarn()
                .addKeyValue("account", account.id())
                .addKeyValue("entity", pulled.name())
                .addKeyValue("code", "BI-JST-45")
                .log(
                        "BI-JST-45 The versions of {} rows cannot be believed, the first is {}: they go to the dead"
                                + " letters and the cursor leaves them out",
                        page.entities().size(),
                        page.entities().getFirst().ts());
        meters.doubted(account.id(), pulled.name(), page.entities().size());
        return all(
                account,
                pulled,
                page.with(page.entities().stream().map(row -> row.under(0L)).toList()),
                origin);
    }

    private List<Event> all(Account account, PulledEntity pulled, Page page, Origin origin) {
        Batch batch = new Batch(account, pulled, page, origin);
        page.entities().forEach(row -> batch.add(row, _ -> true));
        return batch.events;
    }

    private void publish(PulledEntity pulled, String topic, Origin origin, List<Event> events) {
        if (!events.isEmpty()) {
            sink.publish(topic, events);
            count(pulled, origin, events);
        }
    }

    private void count(PulledEntity pulled, Origin origin, List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        String account = events.getFirst().account();
        if (pulled.endpoint().timeField() != null && !(pulled.increment() instanceof Increment.Snapshot)) {
            int undated = (int) events.stream().filter(it -> it.time() == null).count();
            meters.undated(account, pulled.name(), undated);
        }
        meters.published(account, pulled.name(), origin.name().toLowerCase(Locale.ROOT), events.size());
    }

    private static @Nullable String id(@Nullable Scope scope, EntitySlice row) {
        return scope == null || row.id() == null ? row.id() : scope.text() + ":" + row.id();
    }

    /** Made once an entity: its fingerprint and its names would cost more than the few rows of most pages. */
    private RecordSchema schema(PulledEntity pulled) {
        return schemas.computeIfAbsent(pulled.entity(), entity -> new RecordSchema(entity.under(privacy)));
    }

    /** The events of a page until they are published together. */
    private final class Batch {

        private final Account account;
        private final PulledEntity pulled;
        private final Page page;
        private final Origin origin;
        private final Redactor redactor;
        private final List<Event> events;

        Batch(Account account, PulledEntity pulled, Page page, Origin origin) {
            this.account = account;
            this.pulled = pulled;
            this.page = page;
            this.origin = origin;
            this.redactor = new Redactor(schema(pulled), account.id());
            this.events = new ArrayList<>(page.entities().size());
        }

        /** Takes the row if the event that it becomes is wanted. */
        void add(EntitySlice row, Predicate<Event> wanted) {
            Redacted redacted = NOTHING;
            ByteArrayOutputStream value = new ByteArrayOutputStream(row.to() - row.from());
            byte[] published;
            try {
                redacted = redactor.redact(page.answer(), row.from(), row.to(), value);
                published = value.size() <= LARGEST
                        ? value.toByteArray()
                        : replaced(row, "BI-JST-28 An entity has more than %d bytes".formatted(LARGEST));
            } catch (IllegalArgumentException unreadable) {
                // What cannot be read may hold personal values.
                published = replaced(row, "BI-JST-24 An entity is not JSON");
            }
            Scope scope = pulled.scope();
            Event event = new Event(
                    pulled.entity().source(),
                    account.id(),
                    pulled.name(),
                    scope == null ? null : scope.text(),
                    id(scope, row),
                    row.ts(),
                    ShanghaiTime.read(row.modified()),
                    origin,
                    published);
            if (wanted.test(event)) {
                events.add(event);
                meters.redacted(account.id(), pulled.name(), redacted);
            }
        }

        void publish(String topic) {
            PagePublisher.this.publish(pulled, topic, origin, events);
        }

        /** The empty object is rejected by the listener under the same id and version: a person sees it and can ask the ERP. */
        private byte[] replaced(EntitySlice row, String reason) {
            String code = reason.substring(0, "BI-JST-00".length());
            meters.replaced(account.id(), pulled.name(), code);
            log.atWarn()
                    .addKeyValue("account", account.id())
                    .addKeyValue("entity", pulled.name())
                    .addKeyValue("version", row.ts())
                    .addKeyValue("code", code)
                    .log("{}: it is published as an empty object and rejected", reason);
            return EMPTY.clone();
        }
    }
}
