package io.bisync.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The API tokens that bi-basic finds in a folder at its start, a file each, as an operator would mount them. */
final class FirstTokens {

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    private FirstTokens(Path folder) {
        this.folder = folder;
    }

    /** An empty folder that only its owner reads. */
    static FirstTokens in(Path data) {
        try {
            var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            return new FirstTokens(Files.createDirectory(data.resolve("tokens"), onlyOwner));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Makes a token whose file is {@code role/name} or {@code role/source/name}. */
    String make(String file) {
        var bits = new byte[32];
        random.nextBytes(bits);
        var token = HexFormat.of().formatHex(bits);
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return token;
    }
}
