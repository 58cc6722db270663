package io.bisync.jushuitan.pull;

import io.bisync.account.Account;
import io.bisync.event.Event;
import io.bisync.event.Origin;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.Slice;
import io.bisync.table.Redaction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the entities of a page as they came, without their personal values. */
public final class PagePublisher {

    private static final Logger log = LoggerFactory.getLogger(PagePublisher.class);
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    /** The topics and the producer take a little more than this: bi.pull's largest entity and its headers. */
    static final int LARGEST = 15 << 20;

    private final EventSink events;
    private final InstantSource clock;
    private final PullMeters meters;

    PagePublisher(EventSink events, InstantSource clock, PullMeters meters) {
        this.events = events;
        this.clock = clock;
        this.meters = meters;
    }

    /** Publishes a page of live changes; returns when Kafka has all of it. */
    void publishLive(Account account, PulledEntity pulled, Page page) {
        publish(account, pulled, page, pulled.liveTopic(), Origin.LIVE);
    }

    /**
     * Publishes a page of the past; returns when Kafka has all of it.
     *
     * @throws PageTroubleException where the page cannot be trusted; then nothing of it is published
     */
    public void publishHistory(Account account, PulledEntity pulled, Page page) throws PageTroubleException {
        Versions.of(page);
        publish(account, pulled, page, pulled.historyTopic(), Origin.HISTORY);
    }

    private void publish(Account account, PulledEntity pulled, Page page, String topic, Origin origin) {
        if (page.entities().isEmpty()) {
            return;
        }
        Redaction redaction = pulled.entity().redaction();
        Instant now = clock.instant();
        List<Event> batch = new ArrayList<>(page.entities().size());
        for (Slice slice : page.entities()) {
            batch.add(new Event(
                    pulled.entity().source(),
                    account.id(),
                    pulled.name(),
                    slice.id(),
                    slice.ts(),
                    ModifiedTime.parse(slice.modified(), now),
                    origin,
                    redacted(account, pulled, page, slice, redaction)));
        }
        events.publish(topic, batch);
        meters.published(account.id(), pulled.name(), origin.name().toLowerCase(Locale.ROOT), batch.size());
    }

    private byte[] redacted(Account account, PulledEntity pulled, Page page, Slice slice, Redaction redaction) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(slice.to() - slice.from());
        try {
            int removed = redaction.redact(page.answer(), slice.from(), slice.to(), value);
            meters.redacted(account.id(), pulled.name(), removed);
        } catch (IllegalArgumentException unreadable) {
            // What cannot be read may hold personal values.
            return replaced(account, pulled, slice, "BI-JST-24 An entity is not JSON");
        }
        return value.size() <= LARGEST
                ? value.toByteArray()
                : replaced(account, pulled, slice, "BI-JST-28 An entity has more than %d bytes".formatted(LARGEST));
    }

    /** The empty object is set aside by the listener under the same id and version: a person sees it and can ask the ERP. */
    private byte[] replaced(Account account, PulledEntity pulled, Slice slice, String reason) {
        String code = reason.substring(0, "BI-JST-00".length());
        meters.replaced(account.id(), pulled.name(), code);
        log.atWarn()
                .addKeyValue("account", account.id())
                .addKeyValue("entity", pulled.name())
                .addKeyValue("version", slice.ts())
                .addKeyValue("code", code)
                .log("{}: it is published as an empty object and set aside", reason);
        return EMPTY.clone();
    }
}
