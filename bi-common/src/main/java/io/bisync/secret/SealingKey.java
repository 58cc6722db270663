package io.bisync.secret;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.daead.DeterministicAeadConfig2026;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** The key of its own that seals what nobody has declared: the same bytes in one context become the same bytes. */
public final class SealingKey {

    private final String id;
    private final DeterministicAead aead;

    private SealingKey(String id, DeterministicAead aead) {
        this.id = id;
        this.aead = aead;
    }

    /** Reads the keyset file; a {@link KeysetException} says what is wrong with it. */
    public static SealingKey open(Path keyset) {
        if (!Files.exists(keyset)) {
            throw KeysetException.noSealingKey(keyset, null);
        }
        try {
            var handle = new KeysetFile(keyset, DeterministicAeadConfig2026.get()).read();
            return new SealingKey(
                    Integer.toHexString(handle.getPrimary().getId()),
                    handle.getPrimitive(DeterministicAeadConfig2026.get(), DeterministicAead.class));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw KeysetException.noSealingKey(keyset, e);
        }
    }

    /** Writes a new keyset to a file that must not exist yet, readable by its owner alone. */
    public static void create(Path keyset) {
        new KeysetFile(keyset, DeterministicAeadConfig2026.get())
                .create(PredefinedDeterministicAeadParameters.AES256_SIV);
    }

    /** Tells this key from others, and nothing more about it. */
    public String id() {
        return id;
    }

    public byte[] seal(byte[] clear, byte[] context) {
        try {
            return aead.encryptDeterministically(clear, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A value cannot be sealed with key " + id, e);
        }
    }

    /** The bytes in clear, or null where this key did not seal them in this context. */
    public byte @Nullable [] open(byte[] sealed, byte[] context) {
        try {
            return aead.decryptDeterministically(sealed, context);
        } catch (GeneralSecurityException notOurs) {
            return null;
        }
    }
}
