package io.bisync.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where this checkout of the suite lies on disk. */
public final class Checkout {

    private Checkout() {}

    /** The folder of the root {@code pom.xml}: system property {@code bisync.root}, else found from the working directory upwards. */
    public static Path root() {
        String given = System.getProperty("bisync.root");
        if (given != null && !given.isBlank()) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("bi-local/broker/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "No checkout of bisync at or above %s; set -Dbisync.root=<folder of the root pom.xml>"
                        .formatted(start));
    }

    /**
     * The folder of an extension: what is on the class path of every service beside its own jar, with the tables that
     * {@code ./bi entity} writes for all of it together. System property {@code bisync.extension}; mostly there is none.
     */
    public static Optional<Path> extension() {
        return Optional.ofNullable(System.getProperty("bisync.extension"))
                .map(given -> Path.of(given).toAbsolutePath().normalize());
    }
}
