package io.bisync.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals and unseals secrets with the suite's keyset. A file that changes counts at once: a key that is new in it opens values,
 * the primary one seals them, and one that it lost opens nothing any more.
 */
public final class Secrets {

    private static final Logger log = LoggerFactory.getLogger(Secrets.class);
    private static final String UNREADABLE_NOW = "BI-SECRET-05";

    /** Before a value that a key of Tink's sealed stands this byte, then the key's number. */
    private static final byte NUMBERED = 1;

    /** A keyset as its file was. */
    private record Keys(Aead aead, int primary, List<Object> file) {}

    private final Path file;
    private volatile Keys keys;

    private Secrets(Path file, Keys keys) {
        this.file = file;
        this.keys = keys;
    }

    /** Reads the keyset file; a {@link KeysetException} says what is wrong with it. */
    public static Secrets open(Path keyset) {
        if (!Files.exists(keyset)) {
            throw KeysetException.missing(keyset);
        }
        try {
            return new Secrets(keyset, read(keyset, state(keyset)));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw KeysetException.unreadable(keyset, e);
        }
    }

    /** Writes a new keyset to a file that must not exist yet, readable by its owner alone. */
    public static void create(Path keyset) {
        keysetIn(keyset).create(PredefinedAeadParameters.AES256_GCM);
    }

    /** Writes the keyset with one key more, which opens what others will seal with it and seals nothing itself yet. */
    public static void addKey(Path keyset, Path to) {
        keysetIn(keyset)
                .write(
                        to,
                        all -> KeysetHandle.newBuilder(all)
                                .setConfiguration(AeadConfig2026.get())
                                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                                        .withRandomId())
                                .build());
    }

    /** Writes the keyset with its newest key as the one that seals. */
    public static void sealWithNewestKey(Path keyset, Path to) {
        keysetIn(keyset).write(to, all -> {
            var builder = KeysetHandle.newBuilder(all).setConfiguration(AeadConfig2026.get());
            builder.getAt(builder.size() - 1).makePrimary();
            return builder.build();
        });
    }

    /** Writes the keyset without the keys that seal nothing any more: what they sealed never opens again. */
    public static void dropOldKeys(Path keyset, Path to) {
        keysetIn(keyset).write(to, all -> {
            var builder = KeysetHandle.newBuilder(all).setConfiguration(AeadConfig2026.get());
            for (int i = builder.size() - 1; i >= 0; i--) {
                if (!builder.getAt(i).isPrimary()) {
                    builder.deleteAt(i);
                }
            }
            return builder.build();
        });
    }

    /** The secret as text that only this keyset opens, and only for this place. */
    public String seal(SecretPlace place, String clear) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            keys().aead.encrypt(clear.getBytes(StandardCharsets.UTF_8), place.associatedData()));
        } catch (GeneralSecurityException e) {
            throw new UnsealException(place, e);
        }
    }

    /** The secret in clear. */
    public String unseal(SecretPlace place, String sealed) {
        try {
            return new String(
                    keys().aead.decrypt(Base64.getDecoder().decode(sealed), place.associatedData()),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnsealException(place, new GeneralSecurityException("not Base64"));
        } catch (GeneralSecurityException e) {
            throw new UnsealException(place, e);
        }
    }

    /** Whether the key that seals today sealed this. */
    public boolean isOfToday(String sealed) {
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
        return bytes.remaining() > Integer.BYTES && bytes.get() == NUMBERED && bytes.getInt() == keys().primary;
    }

    private Keys keys() {
        var last = keys;
        try {
            var now = state(file);
            if (!now.equals(last.file)) {
                keys = read(file, now);
            }
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            if (!last.file.isEmpty()) {
                // Until it can be read again, which is not a state that it had.
                keys = new Keys(last.aead, last.primary, List.of());
                log.atWarn()
                        .addKeyValue("code", UNREADABLE_NOW)
                        .log(
                                "{} The keyset file '{}' cannot be read any more ({}); the keys that it had stay in"
                                        + " use",
                                UNREADABLE_NOW,
                                file,
                                e.getClass().getSimpleName());
            }
        }
        return keys;
    }

    private static Keys read(Path file, List<Object> state) throws GeneralSecurityException, IOException {
        var handle = keysetIn(file).read();
        return new Keys(
                handle.getPrimitive(AeadConfig2026.get(), Aead.class),
                handle.getPrimary().getId(),
                state);
    }

    /** What changes when another file is put in its place. */
    private static List<Object> state(Path file) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }

    private static KeysetFile keysetIn(Path file) {
        return new KeysetFile(file, AeadConfig2026.get());
    }
}
