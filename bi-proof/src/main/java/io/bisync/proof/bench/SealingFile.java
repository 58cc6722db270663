package io.bisync.proof.bench;

import io.bisync.secret.SealingKey;
import java.nio.file.Path;
import java.util.UUID;

/** A sealing keyset for as long as this process lives. */
final class SealingFile {

    static final Path PATH = create();

    private SealingFile() {}

    private static Path create() {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "bisync-sealing-" + UUID.randomUUID() + ".json");
        SealingKey.create(file);
        file.toFile().deleteOnExit();
        return file;
    }
}
