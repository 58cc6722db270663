package io.bisync.once.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits of a hash of what names an event. Of ten million ids, two are the same by chance in one of 6.8·10²⁴ cases; an
 * event that is taken for another one would be lost, so nothing shorter is an id.
 *
 * @param high the first 64 bits
 * @param low the second 64 bits
 */
public record EventId(long high, long low) {

    private static final int BYTES = 16;

    /** The first 16 bytes of a hash whose bits are all equally good: SHA-256, not a checksum. */
    public static EventId of(byte[] hash) {
        if (hash.length < BYTES) {
            throw new IllegalArgumentException("An event's id needs 16 bytes of a hash and got " + hash.length);
        }
        var bytes = ByteBuffer.wrap(hash);
        return new EventId(bytes.getLong(), bytes.getLong());
    }

    /** The hash of such names, where ("a", "bc") is not ("ab", "c"). */
    public static EventId of(String... names) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var name : names) {
                var bytes = name.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                digest.update(bytes);
            }
            return of(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
