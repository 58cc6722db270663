package io.bisync.once.store;

import java.time.Duration;

/**
 * What a store remembers.
 *
 * @param window for so long at least an id is known after it was confirmed, and no longer than a quarter more
 * @param reservation a reservation that is older counts no more
 * @param capacity so many ids of one window are surely held
 */
public record StoreSettings(Duration window, Duration reservation, int capacity) {

    /** A window is left behind in so many steps. */
    private static final int SLICES = 4;

    public StoreSettings {
        if (window.toMillis() < SLICES || reservation.toMillis() < 1 || capacity < 1) {
            throw new IllegalArgumentException(
                    "A window needs 4 ms, a reservation 1 ms and a capacity 1 at least, and they are %s, %s and %d"
                            .formatted(window, reservation, capacity));
        }
    }

    long slice() {
        return window.toMillis() / SLICES;
    }
}
