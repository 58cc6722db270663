package io.bisync.proof.dedup;

import io.bisync.once.store.GenerationStore;
import io.bisync.once.store.StoreSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Where the ids are held. */
enum DedupKind {
    HEAP("heap") {
        @Override
        GenerationStore open(Path file, StoreSettings settings, LongSupplier steady) {
            return GenerationStore.onHeap(settings, InstantSource.system(), steady);
        }
    },
    OFF_HEAP("off-heap") {
        @Override
        GenerationStore open(Path file, StoreSettings settings, LongSupplier steady) {
            return GenerationStore.offHeap(settings, InstantSource.system(), steady);
        }
    },
    FILE("file") {
        @Override
        GenerationStore open(Path file, StoreSettings settings, LongSupplier steady) {
            return GenerationStore.inFile(file, settings, InstantSource.system(), steady);
        }
    };

    private final String word;

    DedupKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    abstract GenerationStore open(Path file, StoreSettings settings, LongSupplier steady);
}
