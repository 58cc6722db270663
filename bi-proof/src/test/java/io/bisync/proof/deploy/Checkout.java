package io.bisync.proof.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The files of the project. */
final class Checkout {

    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("bisync.root"), "-Dbisync.root is not set"));

    private Checkout() {}

    static Path path(String file) {
        return ROOT.resolve(file);
    }

    /** Every file below the modules' {@code src}. */
    static List<Path> sources() {
        try (var modules = Files.list(ROOT)) {
            var found = new ArrayList<Path>();
            for (var source : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (var files = Files.walk(source)) {
                    files.filter(Files::isRegularFile).forEach(found::add);
                }
            }
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(String file) {
        return text(path(file));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The files of a folder itself, by name, that end so. */
    static List<Path> files(String folder, String ending) {
        try (var files = Files.list(path(folder))) {
            return files.filter(file -> name(file).endsWith(ending)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }
}
