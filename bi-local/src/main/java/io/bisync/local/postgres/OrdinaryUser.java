package io.bisync.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who PostgreSQL runs as: it refuses root, so root lends it the user "nobody", and a place that nobody can reach.
 */
final class OrdinaryUser {

    private static final Logger log = LoggerFactory.getLogger(OrdinaryUser.class);
    private static final int NOBODY = 65534;
    private static final String OWNER = "belongs-to";
    private static final String RELOCATED = "bisync-postgres-";

    private OrdinaryUser() {}

    /** The user to start PostgreSQL as; null: as who we are. */
    static @Nullable Integer uid() {
        return isRoot() ? Integer.valueOf(NOBODY) : null;
    }

    /** Whether the user that PostgreSQL runs as can enter the folder's path, as far as it exists. */
    static boolean canReach(Path folder) {
        if (!isRoot()) {
            return true;
        }
        try {
            for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
                if (Files.exists(at)
                        && !Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The given folder, or one in the temporary folder when PostgreSQL's user cannot reach it. The same folder always
     * leads to the same place; a place whose folder is gone is removed by the next start.
     */
    static Path home(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (isRoot()) {
            // What must be private in it, the cluster and the password, has its own mode.
            Files.setPosixFilePermissions(folder, FileModes.of(0755));
        }
        if (canReach(folder)) {
            return folder;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!canReach(temporary)) {
            throw new IllegalStateException(
                    "PostgreSQL runs as user %d, who can enter neither %s nor %s. Use a data folder whose whole path has the x bit for others, or run as an ordinary user."
                            .formatted(NOBODY, folder, temporary));
        }
        removeAbandoned(temporary);
        String name = UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        Path place = Files.createDirectories(temporary.resolve(RELOCATED + name));
        Files.setPosixFilePermissions(place, FileModes.of(0755));
        Files.writeString(place.resolve(OWNER), folder.toString());
        return place;
    }

    private static void removeAbandoned(Path temporary) throws IOException {
        try (DirectoryStream<Path> places = Files.newDirectoryStream(temporary, RELOCATED + "*")) {
            for (Path place : places) {
                removeIfAbandoned(place);
            }
        }
    }

    private static void removeIfAbandoned(Path place) throws IOException {
        try {
            Path owner = place.resolve(OWNER);
            if (Files.isRegularFile(owner) && !Files.exists(Path.of(Files.readString(owner)))) {
                FileModes.deleteTree(place);
            }
        } catch (NoSuchFileException gone) {
            log.debug("Another start removes {} at this moment", place);
        }
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
