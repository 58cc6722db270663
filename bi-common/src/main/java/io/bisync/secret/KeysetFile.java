package io.bisync.secret;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/** A mounted file with a Tink keyset of one kind. */
record KeysetFile(Path path, Configuration kind) {

    /** The keyset in the file. */
    KeysetHandle read() throws GeneralSecurityException, IOException {
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(path), kind, InsecureSecretKeyAccess.get());
    }

    /** What becomes of a keyset. */
    @FunctionalInterface
    interface Step {
        KeysetHandle of(KeysetHandle keyset) throws GeneralSecurityException;
    }

    /** Writes a new keyset to a file that must not exist yet, readable by its owner alone. */
    void create(Parameters parameters) {
        write(() -> KeysetHandle.generateNew(parameters, kind));
    }

    /** Writes what becomes of this keyset to a file that must not exist yet, readable by its owner alone. */
    void write(Path to, Step step) {
        new KeysetFile(to, kind).write(() -> step.of(read()));
    }

    private interface Made {
        KeysetHandle get() throws GeneralSecurityException, IOException;
    }

    private void write(Made made) {
        try {
            var handle = made.get();
            var json = TinkJsonProtoKeysetFormat.serializeKeyset(handle, kind, InsecureSecretKeyAccess.get());
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            // Moved into place when it is whole: another process may be waiting for it.
            var unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
            Files.deleteIfExists(unfinished);
            try (var channel = Files.newByteChannel(
                    unfinished,
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(StandardCharsets.UTF_8.encode(json));
            }
            Files.move(unfinished, path);
        } catch (GeneralSecurityException | IOException e) {
            throw KeysetException.notWritten(path, e);
        }
    }
}
