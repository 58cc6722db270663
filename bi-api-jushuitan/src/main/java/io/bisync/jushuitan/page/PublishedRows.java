package io.bisync.jushuitan.page;

import io.bisync.account.Account;
import io.bisync.jushuitan.declaration.PulledEntity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one entity of an account that are known to be on its topic, under one lease: whoever had the account
 * meanwhile may have published others, and where an administrator set the cursor back, rows are wanted once more.
 * For one thread at a time.
 */
public final class PublishedRows {

    private static final byte[] NOTHING = {};

    private final KnownRows knownRows;
    private final String cursor;
    private byte[] owner;
    private final MessageDigest digest = sha256();
    private final ByteBuffer version = ByteBuffer.allocate(Long.BYTES + 1);

    public PublishedRows(KnownRows knownRows, Account account, PulledEntity pulled) {
        this.knownRows = knownRows;
        this.cursor = account.id() + '\n' + pulled.cursor() + '\n';
        this.owner = owner(0);
    }

    /** From now on under that lease: nothing is known that was published under another one. */
    public void under(long fence) {
        owner = owner(fence);
    }

    private byte[] owner(long fence) {
        return (cursor + fence + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** The hash of a row by id and version, where no two contents have the same. */
    public long hash(@Nullable String id, @Nullable Long ofVersion) {
        return hash(id, ofVersion, NOTHING);
    }

    /** The hash of a row by id, version and what is published of it. */
    public long hash(@Nullable String id, @Nullable Long ofVersion, byte[] value) {
        digest.update(owner);
        if (id != null) {
            digest.update(id.getBytes(StandardCharsets.UTF_8));
        }
        version.clear().put((byte) (ofVersion == null ? 0 : 1)).putLong(ofVersion == null ? 0 : ofVersion);
        digest.update(version.array());
        digest.update(value);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    public boolean contains(long hash) {
        return knownRows.contains(hash);
    }

    public void add(long hash) {
        knownRows.add(hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
