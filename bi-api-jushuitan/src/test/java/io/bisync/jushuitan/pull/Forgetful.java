package io.bisync.jushuitan.pull;

import io.bisync.once.store.EventId;
import io.bisync.once.store.IdStore;
import io.bisync.once.store.Reservation;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Remembers nothing. */
record Forgetful() implements IdStore {

    @Override
    public Reservation reserve(EventId id, long own) {
        return new Reservation(Reservation.Answer.RESERVED, 1);
    }

    @Override
    public void confirm(EventId id) {}

    @Override
    public void release(EventId id, long own) {}

    @Override
    public boolean contains(EventId id) {
        return false;
    }

    @Override
    public void checkpoint(Map<String, Long> positions) {}

    @Override
    public Map<String, Long> positions() {
        return Map.of();
    }

    @Override
    public Instant wholeSince() {
        return Instant.MAX;
    }

    @Override
    public long ids() {
        return 0;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public long forgotten() {
        return 0;
    }

    @Override
    public @Nullable UUID identity() {
        return null;
    }

    @Override
    public void close() {}
}
