package io.bisync.once.store;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of a store as a mapped file: what it is made of, two notes of its generations of which the newer sound one
 * counts, then the generations. The process that has it open keeps it locked.
 */
final class StoreFile implements Memory {

    private static final Logger log = LoggerFactory.getLogger(StoreFile.class);

    private static final long MAGIC = 0x42495F4F4E43455FL;
    private static final long VERSION = 1;
    private static final int HEADER = 4096;
    private static final int FACTS = 7 * Long.BYTES;
    private static final int[] NOTES = {1024, 2048};
    private static final int NOTE = (3 + 4 * Geometry.GENERATIONS) * Long.BYTES;
    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final Geometry geometry;
    private final MemorySegment file;
    private final PositionLog positions;
    private final @Nullable Content content;
    private long notes;

    private StoreFile(FileChannel channel, Path path, Geometry geometry) throws IOException {
        this.channel = channel;
        this.geometry = geometry;
        var size = HEADER + Geometry.GENERATIONS * geometry.generationBytes();
        var found = channel.size();
        if (found != size) {
            create(size);
        }
        this.file = channel.map(MapMode.READ_WRITE, 0, size, arena);
        var was = found == size && isOurs() ? read(path) : null;
        if (was == null) {
            if (found != 0) {
                log.atWarn()
                        .addKeyValue("code", "BI-ONCE-02")
                        .log(
                                "BI-ONCE-02 The file '{}' is damaged, or was made by another version or for another capacity: all of its {} bytes are thrown away",
                                path,
                                found);
            }
            if (found == size) {
                create(size);
            }
            writeFacts();
        }
        this.content = was;
        this.positions = PositionLog.open(path.resolveSibling(path.getFileName() + ".positions"), was != null);
    }

    static StoreFile open(Path path, Geometry geometry) {
        try {
            var channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    throw new OverlappingFileLockException();
                }
                return new StoreFile(channel, path, geometry);
            } catch (OverlappingFileLockException inUse) {
                channel.close();
                throw UnusableStoreException.inUse(path);
            } catch (IOException unwritable) {
                channel.close();
                throw unwritable;
            }
        } catch (IOException unwritable) {
            throw UnusableStoreException.unwritable(path, unwritable);
        }
    }

    /** Writes every byte: a disk that is full later would end the process that writes to its memory. */
    private void create(long size) throws IOException {
        channel.truncate(0);
        var nothing = ByteBuffer.allocateDirect(CHUNK);
        for (long at = 0; at < size; at += nothing.limit()) {
            nothing.clear().limit((int) Math.min(CHUNK, size - at));
            while (nothing.hasRemaining()) {
                channel.write(nothing, at + nothing.position());
            }
        }
    }

    private boolean isOurs() {
        return file.get(JAVA_LONG, 0) == MAGIC
                && file.get(JAVA_LONG, Long.BYTES) == VERSION
                && file.get(JAVA_LONG, 2 * Long.BYTES) == geometry.ids()
                && file.get(JAVA_LONG, 3 * Long.BYTES) == geometry.stripes()
                && file.get(JAVA_LONG, 4 * Long.BYTES) == geometry.slots()
                && file.get(JAVA_LONG, FACTS) == checksum(0, FACTS);
    }

    private void writeFacts() {
        var identity = UUID.randomUUID();
        long[] facts = {
            MAGIC,
            VERSION,
            geometry.ids(),
            geometry.stripes(),
            geometry.slots(),
            identity.getMostSignificantBits(),
            identity.getLeastSignificantBits()
        };
        MemorySegment.copy(facts, 0, file, JAVA_LONG, 0, facts.length);
        file.set(JAVA_LONG, FACTS, checksum(0, FACTS));
    }

    /** Null where no note is sound. */
    private @Nullable Content read(Path path) {
        var note = -1;
        for (var at : NOTES) {
            if (file.get(JAVA_LONG, at + NOTE) == checksum(at, NOTE) && file.get(JAVA_LONG, at) > notes) {
                notes = file.get(JAVA_LONG, at);
                note = at;
            }
        }
        if (note < 0) {
            return null;
        }
        var generations = new ArrayList<Generation>();
        long seen = file.get(JAVA_LONG, note + Long.BYTES);
        var damaged = 0;
        for (var i = 0; i < file.get(JAVA_LONG, note + 2L * Long.BYTES); i++) {
            var at = note + (3L + 4L * i) * Long.BYTES;
            var place = (int) file.get(JAVA_LONG, at + Long.BYTES);
            var generation = new Generation(
                    file.get(JAVA_LONG, at), place, file.get(JAVA_LONG, at + 2 * Long.BYTES), piece(place), geometry);
            generation.close(file.get(JAVA_LONG, at + 3 * Long.BYTES));
            var recovered = generation.recover();
            damaged += recovered.damaged();
            seen = Math.max(seen, recovered.newest());
            if (generation.closed() != Long.MAX_VALUE) {
                seen = Math.max(seen, generation.closed());
            }
            generations.add(generation);
        }
        if (damaged > 0) {
            log.atWarn()
                    .addKeyValue("code", "BI-ONCE-03")
                    .log(
                            "BI-ONCE-03 {} ids of the file '{}' are damaged and were thrown away: their events are written once more if they come again",
                            damaged,
                            path);
        }
        // What was damaged may have been known since ever.
        var wholeSince = damaged > 0 ? seen : file.get(JAVA_LONG, note + (long) Long.BYTES);
        return new Content(List.copyOf(generations), seen, wholeSince);
    }

    @Override
    public MemorySegment piece(int place) {
        return file.asSlice(HEADER + place * geometry.generationBytes(), geometry.generationBytes());
    }

    @Override
    public void note(long wholeSince, Iterable<Generation> generations) {
        var at = NOTES[(int) (++notes & 1)];
        file.set(JAVA_LONG, at, notes);
        file.set(JAVA_LONG, at + Long.BYTES, wholeSince);
        long count = 0;
        for (var generation : generations) {
            long[] facts = {generation.number(), generation.place(), generation.opened(), generation.closed()};
            MemorySegment.copy(facts, 0, file, JAVA_LONG, at + (3 + 4 * count) * Long.BYTES, facts.length);
            count++;
        }
        file.set(JAVA_LONG, at + 2L * Long.BYTES, count);
        file.set(JAVA_LONG, at + NOTE, checksum(at, NOTE));
    }

    private long checksum(long from, long bytes) {
        var checksum = new CRC32C();
        checksum.update(file.asSlice(from, bytes).asByteBuffer());
        return checksum.getValue();
    }

    Content content() {
        return content == null ? Content.NOTHING : content;
    }

    @Override
    public void keep(Map<String, Long> kept) {
        positions.keep(kept);
    }

    @Override
    public Map<String, Long> positions() {
        return positions.all();
    }

    @Override
    public long bytes() {
        return file.byteSize();
    }

    @Override
    public UUID identity() {
        return new UUID(file.get(JAVA_LONG, 5 * Long.BYTES), file.get(JAVA_LONG, 6 * Long.BYTES));
    }

    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        try {
            positions.close();
            arena.close();
            channel.close();
        } catch (IOException unclosed) {
            log.atDebug().log("A file of ids was not closed well: {}", unclosed.getMessage());
        }
    }

    /**
     * What a former process left.
     *
     * @param generations from the newest to the oldest
     * @param seen the latest time that is written anywhere
     * @param wholeSince since then nothing was forgotten
     */
    record Content(List<Generation> generations, long seen, long wholeSince) {

        static final Content NOTHING = new Content(List.of(), 0, 0);

        boolean isNew() {
            return generations.isEmpty();
        }
    }
}
