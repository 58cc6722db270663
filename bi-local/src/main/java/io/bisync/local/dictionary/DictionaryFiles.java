package io.bisync.local.dictionary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files {@code dictionary/<source>/<entity>.tsv} of the class path, in folders and in jars. */
final class DictionaryFiles {

    static final List<Dictionary> ALL = read();

    private DictionaryFiles() {}

    private static List<Dictionary> read() {
        Map<String, Dictionary> all = new TreeMap<>();
        try {
            for (URL folder : Collections.list(Dictionary.class.getClassLoader().getResources("dictionary"))) {
                URI address = folder.toURI();
                if (address.getScheme().equals("jar")) {
                    try (FileSystem jar = FileSystems.newFileSystem(address, Map.of())) {
                        read(jar.getPath("/dictionary"), all);
                    }
                } else {
                    read(Path.of(address), all);
                }
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("The dictionaries of the class path cannot be read", unreadable);
        }
        if (all.isEmpty()) {
            throw new IllegalStateException("No dictionary/<source>/<entity>.tsv is on the class path");
        }
        return List.copyOf(all.values());
    }

    /** The same file may stand in the jars of several modules. */
    private static void read(Path folder, Map<String, Dictionary> all) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            files.filter(file -> file.toString().endsWith(".tsv")).forEach(file -> {
                String name = folder.relativize(file).toString().replace('\\', '/');
                all.computeIfAbsent(name, _ -> DictionaryReader.read(name, text(file)));
            });
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
