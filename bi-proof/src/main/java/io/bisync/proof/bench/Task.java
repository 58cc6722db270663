package io.bisync.proof.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a child process is to do, handed over in a file.
 *
 * @param bootstrapServers the broker
 * @param frontend the sink as an FE
 * @param backend the sink as a BE
 * @param seed decides what the orders look like
 * @param warmUp records before the measured part
 * @param records records of the measured part
 * @param growth bytes of rows per byte of value
 * @param linger how long a partition rests after a small round, for example {@code 1s}
 * @param orderKb how large every order is made, 0 for as they are
 * @param topics topics that the service has assigned
 * @param trickleSeconds how long single orders are published after the backlog, 0 for not at all
 * @param properties further arguments of the service
 * @param result the file for what was found
 */
record Task(
        String bootstrapServers,
        String frontend,
        String backend,
        long seed,
        long warmUp,
        long records,
        double growth,
        int orderKb,
        int topics,
        String linger,
        int trickleSeconds,
        List<String> properties,
        String result) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Task read(Path file) {
        return JSON.readValue(file.toFile(), Task.class);
    }

    void write(Path file) {
        write(file, this);
    }

    /** Leaves what was found for the parent, whole or not at all. */
    void found(Object result) {
        write(Path.of(this.result), result);
    }

    private static void write(Path file, Object value) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".draft");
            Files.write(draft, JSON.writeValueAsBytes(value));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
