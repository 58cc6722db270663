package io.bisync.jushuitan.push;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.Cursor;
import io.bisync.account.Priority;
import io.bisync.event.Origin;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.FanOut;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Endpoint.ById;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Scopes;
import io.bisync.jushuitan.pull.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads ids of an entity again through the signed API, in each warehouse or shop where it is asked for within those, and
 * publishes what it finds under its own version. No cursor moves.
 */
final class Rereads implements Gatherings.Reading, AutoCloseable {

    /** New warehouses and shops are found within it. */
    private static final Duration LISTED_FOR = Duration.ofMinutes(10);

    /** Of a few dozen ids nobody has more pages. */
    private static final int MOST_PAGES = 20;

    private record Listed(List<PulledEntity> scopes, Instant until) {}

    private final ControlPlane controlPlane;
    private final PushAccounts accounts;
    private final RateLimitedClient calls;
    private final PagePublisher publisher;
    private final Map<String, PulledEntity> entities;
    private final InstantSource clock;
    private final PushMeters meters;
    private final StopSignal stop = new StopSignal();
    private final Map<String, Listed> listed = new ConcurrentHashMap<>();

    Rereads(
            ControlPlane controlPlane,
            PushAccounts accounts,
            RateLimitedClient calls,
            PagePublisher publisher,
            Collection<PulledEntity> entities,
            InstantSource clock,
            PushMeters meters) {
        this.controlPlane = controlPlane;
        this.accounts = accounts;
        this.calls = calls;
        this.publisher = publisher;
        this.entities = byName(entities);
        this.clock = clock;
        this.meters = meters;
    }

    static Map<String, PulledEntity> byName(Collection<PulledEntity> entities) {
        return entities.stream().collect(Collectors.toUnmodifiableMap(PulledEntity::name, Function.identity()));
    }

    /** How it is asked for; dropped where the entity or its field is none that can be. */
    ById by(String entity, String field) throws HintDroppedException {
        PulledEntity pulled = entities.get(entity);
        if (pulled == null) {
            throw new HintDroppedException("unknown_entity");
        }
        return pulled.endpoint().byId(field).orElseThrow(() -> new HintDroppedException("unknown_field"));
    }

    @Override
    public void of(Gatherings.Place place, List<String> ids)
            throws HintDroppedException, InterruptedException, CallFailedException, PageRejectedException {
        Account account = accounts.readable(place.account(), place.entity());
        ById by = by(place.entity(), place.field());
        boolean isRead = false;
        for (PulledEntity scoped : scopes(account, place.entity())) {
            Optional<Cursor> live = controlPlane.cursor(account.id(), scoped.cursor());
            if (live.isPresent()) {
                read(account, scoped, by, ids, live.get());
                isRead = true;
            }
        }
        if (!isRead) {
            // The live pull has not begun: it reads all of it.
            throw new HintDroppedException("not_begun");
        }
    }

    private void read(Account account, PulledEntity scoped, ById by, List<String> ids, Cursor live)
            throws InterruptedException, CallFailedException, PageRejectedException {
        boolean hasMore = true;
        for (int number = 1; hasMore && number <= MOST_PAGES; number++) {
            PageQuery query = new PageQuery.ByIds(by, ids, number);
            Page page = calls.page(account, Priority.PUSH, scoped.endpoint(), query, stop);
            int rows = publisher.publishBeside(account, scoped, page, live, Origin.PUSH);
            meters.rows(account.id(), scoped.name(), rows);
            hasMore = page.hasNext();
        }
    }

    /** An account has one reading at a time, so nobody lists beside this one. */
    private List<PulledEntity> scopes(Account account, String entity)
            throws InterruptedException, CallFailedException, PageRejectedException {
        PulledEntity pulled = entities.get(entity);
        if (pulled == null || pulled.fanOut() == FanOut.NONE) {
            return pulled == null ? List.of() : List.of(pulled);
        }
        String key = account.id() + "/" + pulled.name();
        Listed known = listed.get(key);
        Instant now = clock.instant();
        if (known == null || !now.isBefore(known.until())) {
            known = new Listed(Scopes.of(pulled, account, Priority.PUSH, calls, stop), now.plus(LISTED_FOR));
            listed.put(key, known);
        }
        return known.scopes();
    }

    /** Whoever waits for a permit waits no more. */
    @Override
    public void close() {
        stop.give();
    }
}
