package io.bisync.proof.bench;

import io.bisync.event.Event;
import io.bisync.event.Origin;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.OrderQuery;
import io.bisync.record.RecordSchema;
import io.bisync.record.Redactor;
import io.bisync.table.Entity;
import io.bisync.time.ShanghaiTime;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The orders of one invented merchant as the service publishes them: the same number and seed give the same bytes. */
final class Orders {

    /** Orders that one merchant makes, and how many of them are published at least. */
    static final int MADE = 20_000;

    static final int PUBLISHED = 13_500;

    /** Smaller ones are left out: so the mean is 1.7 KB and the orders have 2.7 items, as at real merchants. */
    private static final int SMALLEST = 1_250;

    private static final InstantSource THEN = InstantSource.fixed(Instant.parse("2026-01-15T04:00:00Z"));
    private static final long FIRST_CO_ID = 10_090_000;

    private final JsonFactory json = new JsonFactory();
    private final Enlarged enlarged;
    private final RecordSchema schema;
    private final Merchant merchant;
    private final String account;
    private long last;

    public Orders(int account, long seed, int orders, Enlarged enlarged, Entity entity) {
        this.enlarged = enlarged;
        this.schema = new RecordSchema(entity);
        this.account = Integer.toString(account);
        this.merchant = Merchant.further(
                FIRST_CO_ID + account, "店" + account, seed * 1_000_003 + account, orders, Duration.ofDays(90), THEN);
    }

    /** Hands out orders in pages, in the order of their versions: all of them, or so many. */
    void pages(long most, Consumer<List<Event>> pages) {
        long left = most;
        boolean more = true;
        while (more && left > 0) {
            var page = merchant.page(new OrderQuery(
                    last + 1, null, Set.of(), Set.of(), null, Set.of(), null, 1, enlarged.page(), false, true, true));
            List<Event> events = events(page.orders());
            if (!events.isEmpty()) {
                List<Event> some = events.subList(0, (int) Math.min(left, events.size()));
                pages.accept(some);
                left -= some.size();
            }
            more = page.hasNext();
        }
    }

    private static long version(Event event) {
        var version = event.version();
        if (version == null) {
            throw new IllegalStateException("An invented order has a version");
        }
        return version;
    }

    private List<Event> events(byte[] page) {
        List<Event> events = new ArrayList<>();
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), page)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                var event = event(page, parser);
                last = version(event);
                if (event.value().length >= Math.max(SMALLEST, enlarged.bytes())) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    private Event event(byte[] page, JsonParser parser) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        String id = "";
        String version = "";
        String modified = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "o_id" -> id = parser.getString();
                case "ts" -> version = parser.getString();
                case "modified" -> modified = parser.getString();
                default -> parser.skipChildren();
            }
        }
        int to = (int) parser.currentLocation().getByteOffset();
        var value = new ByteArrayOutputStream(to - from);
        new Redactor(schema, account).redact(page, from, to, value);
        Instant changed = ShanghaiTime.of(LocalDateTime.parse(modified.replace(' ', 'T')));
        return new Event(
                "jushuitan",
                account,
                schema.entity().name(),
                id,
                Long.valueOf(version),
                changed,
                Origin.LIVE,
                enlarged.order(value.toByteArray()));
    }
}
