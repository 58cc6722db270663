package io.bisync.once.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The memory of a store: a piece for each generation, and a note of which is whose. */
interface Memory extends AutoCloseable {

    /** A piece of the size of a generation; what a former one left in it may still be there. */
    MemorySegment piece(int place);

    /** Notes which generations there are, and since when nothing of them is forgotten. */
    void note(long wholeSince, Iterable<Generation> generations);

    void keep(Map<String, Long> positions);

    Map<String, Long> positions();

    long bytes();

    /** See {@link IdStore#identity()}. */
    @Nullable UUID identity();

    @Override
    void close();

    /** What ends with the process: arrays on the heap, or memory beside it. */
    abstract class Passing implements Memory {

        private final MemorySegment[] pieces = new MemorySegment[Geometry.GENERATIONS];
        private final Map<String, Long> positions = new ConcurrentHashMap<>();
        private final long size;
        private volatile long bytes;

        Passing(Geometry geometry) {
            this.size = geometry.generationBytes();
        }

        abstract MemorySegment allocate(long size);

        @Override
        public synchronized MemorySegment piece(int place) {
            if (pieces[place] == null) {
                pieces[place] = allocate(size);
                bytes += size;
            }
            return pieces[place];
        }

        @Override
        public void note(long wholeSince, Iterable<Generation> generations) {}

        @Override
        public void keep(Map<String, Long> kept) {
            positions.putAll(kept);
        }

        @Override
        public Map<String, Long> positions() {
            return Map.copyOf(positions);
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public @Nullable UUID identity() {
            return null;
        }

        @Override
        public void close() {}
    }

    static Memory onHeap(Geometry geometry) {
        return new Passing(geometry) {
            @Override
            MemorySegment allocate(long size) {
                return MemorySegment.ofArray(new long[Math.toIntExact(size / Long.BYTES)]);
            }
        };
    }

    static Memory offHeap(Geometry geometry) {
        var arena = Arena.ofShared();
        return new Passing(geometry) {
            @Override
            MemorySegment allocate(long size) {
                return arena.allocate(size, Long.BYTES);
            }

            @Override
            public void close() {
                if (arena.scope().isAlive()) {
                    arena.close();
                }
            }
        };
    }
}
