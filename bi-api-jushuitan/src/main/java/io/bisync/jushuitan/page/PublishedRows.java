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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one entity of an account that are known to be on its topic, under one lease: whoever had the account
 * meanwhile may have published others, and where an administrator set the cursor back, rows are wanted once more.
 * A row is named by its id, its version, and where the version is a time by what is published of it; a row version names
 * its content. Of rows that are not dated the newest content is known alone: they may go back to what they were. For one
 * thread at a time.
 */
public final class PublishedRows {

    private final ExactlyOnceProcessor once;
    private final String cursor;
    private final boolean versionNamesContent;
    private final @Nullable Newest newest;
    private byte[] owner;
    private final MessageDigest digest = sha256();
    private final ByteBuffer version = ByteBuffer.allocate(Long.BYTES + 1);

    /** What each row was last, of the rows that were met last. */
    public static final class Newest extends LinkedHashMap<String, EventId> {

        private static final int MOST = 100_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, EventId> eldest) {
            return size() > MOST;
        }
    }

    public PublishedRows(ExactlyOnceProcessor once, Account account, PulledEntity pulled) {
        this(once, account, pulled, new Newest());
    }

    /** The rows that two pulls publish, one at a time, where they share what each row was last. */
    public PublishedRows(ExactlyOnceProcessor once, Account account, PulledEntity pulled, Newest newest) {
        this.once = once;
        this.newest = pulled.endpoint().timeField() == null ? newest : null;
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
        Long of = newest == null ? row.ts() : null;
        String id = row.id();
        digest.update(owner);
        version.clear().put((byte) (of == null ? 0 : 1)).putLong(of == null ? 0 : of);
        digest.update(version.array());
        if (id != null) {
            digest.update(id.getBytes(StandardCharsets.UTF_8));
        }
        return EventId.of(digest.digest());
    }

    boolean isKnown(EntitySlice row, EventId id) {
        return newest == null ? once.isDuplicate(id) : id.equals(newest.get(name(row, id)));
    }

    /** Kafka has acknowledged it. */
    void published(EntitySlice row, EventId id) {
        if (newest == null) {
            once.written(id);
        } else {
            newest.remove(name(row, id));
            newest.put(name(row, id), id);
        }
    }

    private static String name(EntitySlice row, EventId id) {
        String own = row.id();
        return own == null ? id.toString() : own;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
