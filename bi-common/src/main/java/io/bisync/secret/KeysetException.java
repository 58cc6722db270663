package io.bisync.secret;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The keyset file is missing, unreadable or no keyset: nothing can be sealed or unsealed. */
final class KeysetException extends RuntimeException {

    private final String action;

    private KeysetException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    static KeysetException missing(Path file) {
        return new KeysetException(
                "BI-SECRET-01 There is no keyset file at '%s'".formatted(file),
                "Mount the suite's keyset file there, or point bi.secret.keyset to it. "
                        + "A new suite makes its first one with 'bi-basic keyset <file>' or bi.secret.create=true.",
                null);
    }

    static KeysetException unreadable(Path file, Exception cause) {
        // The cause's own message may quote the file, so only its kind is told.
        return new KeysetException(
                "BI-SECRET-02 The keyset file '%s' cannot be read as a Tink AEAD keyset (%s)"
                        .formatted(file, cause.getClass().getSimpleName()),
                "Check the file's permissions and that it is the JSON keyset that 'bi-basic keyset <file>' wrote.",
                null);
    }

    static KeysetException noSealingKey(Path file, @Nullable Exception cause) {
        return new KeysetException(
                cause == null
                        ? "BI-PRIVACY-01 There is no sealing keyset at '%s'".formatted(file)
                        : "BI-PRIVACY-02 The file '%s' cannot be read as a Tink keyset of AES-SIV (%s)"
                                .formatted(file, cause.getClass().getSimpleName()),
                "Mount the suite's sealing keyset there, or point bi.privacy.keyset to it: the same file for all"
                        + " services, for good. A new suite makes its first one with 'bi-basic keyset <file> <sealing"
                        + " file>'.",
                null);
    }

    static KeysetException notWritten(Path file, Exception cause) {
        return new KeysetException(
                "BI-SECRET-04 No keyset could be written to '%s' (%s)"
                        .formatted(file, cause.getClass().getSimpleName()),
                "Name a keyset to begin with where one is needed, and a file that does not exist yet in a folder that"
                        + " can be written; a keyset is never overwritten.",
                cause);
    }

    String action() {
        return action;
    }
}
