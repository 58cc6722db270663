package io.bisync.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Seals and unseals secrets with the suite's keyset. */
public final class Secrets {

    private final Aead aead;

    private Secrets(Aead aead) {
        this.aead = aead;
    }

    /** Reads the keyset file; a {@link KeysetException} says what is wrong with it. */
    public static Secrets open(Path keyset) {
        if (!Files.exists(keyset)) {
            throw KeysetException.missing(keyset);
        }
        try {
            return new Secrets(
                    new KeysetFile(keyset, AeadConfig2026.get()).read().getPrimitive(AeadConfig2026.get(), Aead.class));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw KeysetException.unreadable(keyset, e);
        }
    }

    /** Writes a new keyset to a file that must not exist yet, readable by its owner alone. */
    public static void create(Path keyset) {
        new KeysetFile(keyset, AeadConfig2026.get()).create(PredefinedAeadParameters.AES256_GCM);
    }

    /** The secret as text that only this keyset opens, and only for this place. */
    public String seal(SecretPlace place, String clear) {
        try {
            return Base64.getEncoder()
                    .encodeToString(aead.encrypt(clear.getBytes(StandardCharsets.UTF_8), place.associatedData()));
        } catch (GeneralSecurityException e) {
            throw new UnsealException(place, e);
        }
    }

    /** The secret in clear. */
    public String unseal(SecretPlace place, String sealed) {
        try {
            return new String(
                    aead.decrypt(Base64.getDecoder().decode(sealed), place.associatedData()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnsealException(place, new GeneralSecurityException("not Base64"));
        } catch (GeneralSecurityException e) {
            throw new UnsealException(place, e);
        }
    }
}
