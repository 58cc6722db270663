package io.bisync.proof.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file system of its own, in memory, that can be filled to its last byte. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 1 << 20;

    private final Path folder;
    private final Path filler;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
    }

    /** Mounts it; nothing where this user may not mount. */
    static Optional<SmallDisk> mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(megabytes), "tmpfs", folder.toString())
                ? Optional.of(new SmallDisk(folder))
                : Optional.empty();
    }

    /** Leaves no byte free. */
    void fill() throws IOException {
        try (var channel = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (var size = BLOCK; size > 0; size /= 2) {
                fill(channel, ByteBuffer.allocate(size));
            }
        }
    }

    private static void fill(FileChannel channel, ByteBuffer block) {
        try {
            while (true) {
                block.rewind();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
        } catch (IOException full) {
            // Smaller blocks take the rest.
        }
    }

    void free() throws IOException {
        Files.delete(filler);
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", "-l", folder.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
