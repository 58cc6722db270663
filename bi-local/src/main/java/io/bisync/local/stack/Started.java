package io.bisync.local.stack;

import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a stack has started: side by side, and so closed. */
final class Started implements AutoCloseable {

    private static final Executor SIDE_BY_SIDE = Thread::startVirtualThread;

    private final Consumer<String> progress;
    private final Deque<AutoCloseable> things = new ConcurrentLinkedDeque<>();

    Started(Consumer<String> progress) {
        this.progress = progress;
    }

    /** Starts something beside whatever else starts, and tells when it is ready. */
    <T> CompletableFuture<T> step(String name, Supplier<T> start) {
        long begin = System.nanoTime();
        return CompletableFuture.supplyAsync(
                () -> {
                    T thing = start.get();
                    progress.accept("%-20s ready after %4.1f s".formatted(name, (System.nanoTime() - begin) / 1e9));
                    return thing;
                },
                SIDE_BY_SIDE);
    }

    /** Will be closed with the others. */
    <T extends AutoCloseable> T own(T thing) {
        things.push(thing);
        return thing;
    }

    @Override
    public void close() {
        close(things.stream());
    }

    static void close(Stream<? extends AutoCloseable> things) {
        CompletableFuture.allOf(things.map(thing -> CompletableFuture.runAsync(() -> closeQuietly(thing), SIDE_BY_SIDE))
                        .toArray(CompletableFuture[]::new))
                // One that cannot be closed must not keep the others open; it dies with this process.
                .exceptionally(_ -> null)
                .join();
    }

    private static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
