package io.bisync.once.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The kinds of store that run in one process. */
public enum Stores {
    HEAP {
        @Override
        public IdStore open(Path folder, StoreSettings settings, Times times) {
            return GenerationStore.onHeap(settings, times.wall, times.steady);
        }
    },
    OFF_HEAP {
        @Override
        public IdStore open(Path folder, StoreSettings settings, Times times) {
            return GenerationStore.offHeap(settings, times.wall, times.steady);
        }
    },
    FILE {
        @Override
        public IdStore open(Path folder, StoreSettings settings, Times times) {
            return GenerationStore.inFile(folder.resolve("ids"), settings, times.wall, times.steady);
        }
    },
    BEHIND_A_FILTER {
        @Override
        public IdStore open(Path folder, StoreSettings settings, Times times) {
            return new SurelyNew(
                    GenerationStore.onHeap(settings, times.wall, times.steady),
                    settings.window(),
                    settings.capacity(),
                    times.steady);
        }
    };

    public static final StoreSettings SMALL = new StoreSettings(Duration.ofSeconds(4), Duration.ofMillis(500), 1000);

    public abstract IdStore open(Path folder, StoreSettings settings, Times times);

    public static Path folder() {
        try {
            var folder = Files.createTempDirectory("ids");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    public static EventId id(long number) {
        return EventId.of("event", Long.toString(number));
    }
}
