package io.bisync.once.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each source was read, appended checkpoint by checkpoint, each with its length and checksum; written anew as one
 * when it has grown. A position is never ahead of the ids that were confirmed before it: reading again from it repeats,
 * and the ids know.
 */
final class PositionLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PositionLog.class);
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int LEAST_TO_REWRITE = 1 << 20;
    private static final int GROWTH = 4;

    private final Path path;
    private final Map<String, Long> positions = new HashMap<>();
    private FileChannel channel;
    private long rewriteAt = LEAST_TO_REWRITE;

    private PositionLog(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Of a store whose ids are gone the positions are worth nothing: what lies before them would not be known. */
    static PositionLog open(Path path, boolean withContent) throws IOException {
        var positions = new PositionLog(path, channel(path));
        if (withContent) {
            positions.read();
        } else {
            positions.channel.truncate(0);
        }
        return positions;
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void read() throws IOException {
        var all = ByteBuffer.wrap(Files.readAllBytes(path));
        var sound = 0;
        while (all.remaining() >= HEAD) {
            var length = all.getInt();
            var checksum = all.getInt();
            if (length < 0 || length > all.remaining()) {
                break;
            }
            var entry = new byte[length];
            all.get(entry);
            if (checksum(entry) != checksum) {
                break;
            }
            take(entry);
            sound = all.position();
        }
        if (sound < all.limit()) {
            log.atWarn()
                    .addKeyValue("code", "BI-ONCE-06")
                    .log(
                            "BI-ONCE-06 The last {} bytes of the positions '{}' are damaged and were thrown away: reading begins at the checkpoint before",
                            all.limit() - sound,
                            path);
        }
        channel.truncate(sound);
        channel.position(sound);
    }

    private void take(byte[] entry) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(entry))) {
            for (var left = in.readInt(); left > 0; left--) {
                positions.put(in.readUTF(), in.readLong());
            }
        }
    }

    synchronized void keep(Map<String, Long> kept) {
        positions.putAll(kept);
        try {
            append(channel, kept);
            if (channel.position() > rewriteAt) {
                rewrite();
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("BI-ONCE-05 No position can be kept in '%s'".formatted(path), unwritable);
        }
    }

    private void rewrite() throws IOException {
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var next = channel(fresh);
        append(next, positions);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel.close();
        channel = next;
        rewriteAt = Math.max(LEAST_TO_REWRITE, GROWTH * channel.position());
    }

    private static void append(FileChannel to, Map<String, Long> positions) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(positions.size());
            for (var position : positions.entrySet()) {
                out.writeUTF(position.getKey());
                out.writeLong(position.getValue());
            }
        }
        var entry = bytes.toByteArray();
        var whole = ByteBuffer.allocate(HEAD + entry.length)
                .putInt(entry.length)
                .putInt(checksum(entry))
                .put(entry)
                .flip();
        while (whole.hasRemaining()) {
            to.write(whole);
        }
    }

    private static int checksum(byte[] entry) {
        var checksum = new CRC32C();
        checksum.update(entry);
        return (int) checksum.getValue();
    }

    synchronized Map<String, Long> all() {
        return Map.copyOf(positions);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
