package io.bisync.local.process;

import java.nio.file.Files;
import java.nio.file.Path;

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
}
