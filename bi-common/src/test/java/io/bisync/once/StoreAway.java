package io.bisync.once;

import io.bisync.once.store.EventId;
import io.bisync.once.store.IdStore;
import io.bisync.once.store.Reservation;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A store that is gone when something is to be confirmed. */
record StoreAway(IdStore store) implements IdStore {

    @Override
    public Reservation reserve(EventId id, long own) {
        return store.reserve(id, own);
    }

    @Override
    public void confirm(EventId id) {
        throw new IllegalStateException("The store is away");
    }

    @Override
    public void release(EventId id, long own) {
        store.release(id, own);
    }

    @Override
    public boolean contains(EventId id) {
        return store.contains(id);
    }

    @Override
    public void checkpoint(Map<String, Long> positions) {
        store.checkpoint(positions);
    }

    @Override
    public Map<String, Long> positions() {
        return store.positions();
    }

    @Override
    public Instant wholeSince() {
        return store.wholeSince();
    }

    @Override
    public long ids() {
        return store.ids();
    }

    @Override
    public long bytes() {
        return store.bytes();
    }

    @Override
    public long forgotten() {
        return store.forgotten();
    }

    @Override
    public @Nullable UUID identity() {
        return store.identity();
    }

    @Override
    public void close() {
        store.close();
    }
}
