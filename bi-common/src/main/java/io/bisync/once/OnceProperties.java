package io.bisync.once;

import io.bisync.once.store.StoreSettings;
import io.bisync.once.store.UnusableStoreException;
import io.bisync.settings.Within;
import io.bisync.time.Backoff;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Writing events once, where a bean asks for it.
 *
 * @param variant Whether an event is reserved before it is written.
 * @param window For so long at least an event is known after it was written, and at most a quarter longer.
 * @param capacity So many ids of one window are held; of more the oldest are forgotten first.
 * @param store Where ids are held.
 * @param file The file of the ids, for the store FILE; a process that starts with it knows what the one before knew.
 * @param maxRetries So often an event is tried again after its first try.
 * @param firstRetry How long it rests before that; doubled each time.
 * @param longestRetry No rest is longer.
 * @param transactionTimeout A reservation that is older is open to others.
 * @param checkpointInterval After so many confirmed events the positions are kept.
 */
@Validated
@ConfigurationProperties("bi.once")
record OnceProperties(
        @NotNull @DefaultValue("two-phase") Variant variant,

        @Within(least = "1s", most = "30d") @NotNull @DefaultValue("1h")
        Duration window,

        @Min(1) @Max(200_000_000) @DefaultValue("1000000") int capacity,
        @NotNull @DefaultValue("heap") Store store,
        @Nullable Path file,
        @Min(0) @Max(1000) @DefaultValue("3") int maxRetries,

        @Within(least = "1ms", most = "1h") @NotNull @DefaultValue("100ms")
        Duration firstRetry,

        @Within(least = "1ms", most = "1h") @NotNull @DefaultValue("10s")
        Duration longestRetry,

        @Within(least = "10ms", most = "1d") @NotNull @DefaultValue("30s")
        Duration transactionTimeout,

        @Min(1) @DefaultValue("100") int checkpointInterval) {

    /** Where ids are held. */
    enum Store {

        /** On the heap, taken as it is needed. */
        HEAP,

        /** Beside the heap. */
        OFF_HEAP,

        /** In a mapped file. */
        FILE,

        /** In the application's PostgreSQL, for processes that share it. */
        DATABASE
    }

    StoreSettings storeSettings() {
        return new StoreSettings(window, transactionTimeout, capacity);
    }

    Path requireFile() {
        if (file == null) {
            throw UnusableStoreException.unnamed();
        }
        return file;
    }

    OnceSettings settings() {
        return new OnceSettings(
                variant, maxRetries, new Backoff(firstRetry, longestRetry, new Random()), checkpointInterval);
    }
}
