package io.bisync.once.store;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Nothing can be remembered where the settings say. */
public final class UnusableStoreException extends RuntimeException {

    private final String action;

    private UnusableStoreException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    static UnusableStoreException inUse(Path file) {
        return new UnusableStoreException(
                "BI-ONCE-04 The file '%s' of ids is used by another process".formatted(file),
                "Give each process a file of its own (bi.once.file), on a volume that only one pod mounts.",
                null);
    }

    static UnusableStoreException unwritable(Path file, IOException cause) {
        return new UnusableStoreException(
                "BI-ONCE-05 The file '%s' of ids cannot be made or read: %s".formatted(file, cause.getMessage()),
                "Let bi.once.file name a file in a folder that can be written, with room for all of bi.once.capacity: 52 bytes an id.",
                cause);
    }

    /** The settings say a file, and not which one. */
    public static UnusableStoreException unnamed() {
        return new UnusableStoreException(
                "BI-ONCE-05 Ids are to be held in a file, and no file is named",
                "Set bi.once.file, for example to /data/ids on a volume that only one pod mounts.",
                null);
    }

    /** The settings say a database, and the application has none. */
    public static UnusableStoreException noDatabase() {
        return new UnusableStoreException(
                "BI-ONCE-05 Ids are to be held in a database, and this application has none",
                "Add spring-boot-starter-jdbc with PostgreSQL's driver and set spring.datasource.url, or set bi.once.store to another store.",
                null);
    }

    /** What to do. */
    public String action() {
        return action;
    }
}
