package io.bisync.jushuitan.page;

import io.bisync.account.Account;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.once.ExactlyOnceProcessor;
import io.bisync.once.store.EventId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one entity of an account that are known to be on its topic, under one lease: whoever had the account
 * meanwhile may have published others, and where an administrator set the cursor back, rows are wanted once more.
 * A row is named by its id, its version, and where the version is a time by what is published of it; a row version names
 * its content. For one thread at a time.
 */
public final class PublishedRows {

    private final ExactlyOnceProcessor once;
    private final String cursor;
    private final boolean versionNamesContent;
    private byte[] owner;
    private final MessageDigest digest = sha256();
    private final ByteBuffer version = ByteBuffer.allocate(Long.BYTES + 1);

    public PublishedRows(ExactlyOnceProcessor once, Account account, PulledEntity pulled) {
        this.once = once;
        this.cursor = account.id() + '\n' + pulled.cursor() + '\n';
        this.versionNamesContent = pulled.increment() instanceof Increment.RowVersion;
        this.owner = owner(0);
    }

    /** From now on under that lease: nothing is known that was published under another one. */
    public void under(long fence) {
        owner = owner(fence);
    }

    private byte[] owner(long fence) {
        return (cursor + fence + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** What names the row, its bytes not yet looked at; null where they are needed. */
    @Nullable EventId id(EntitySlice row) {
        return versionNamesContent && row.id() != null && row.ts() != null ? hash(row) : null;
    }

    /** What names the row and what is published of it. */
    EventId id(EntitySlice row, byte[] published) {
        EventId id = id(row);
        if (id != null) {
            return id;
        }
        digest.update(published);
        return hash(row);
    }

    private EventId hash(EntitySlice row) {
        Long of = row.ts();
        String id = row.id();
        digest.update(owner);
        version.clear().put((byte) (of == null ? 0 : 1)).putLong(of == null ? 0 : of);
        digest.update(version.array());
        if (id != null) {
            digest.update(id.getBytes(StandardCharsets.UTF_8));
        }
        return EventId.of(digest.digest());
    }

    boolean isKnown(EventId id) {
        return once.isDuplicate(id);
    }

    /** Kafka has acknowledged it. */
    void published(EventId id) {
        once.written(id);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
