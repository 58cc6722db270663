package io.bisync.record;

import io.bisync.table.Envelope;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a record says about itself: whose it is, which entity and version, and whether it is a delete. */
public final class Identity {

    private static final Pattern DOT = Pattern.compile("\\.");

    @Nullable String account;

    long version = -1;
    boolean hasBody;
    boolean deleted;

    /** The key of the envelope as a noted value; {@code keyTo} is -1 if there is none. */
    int keyFlags;

    int keyFrom;
    int keyTo = -1;

    private boolean hasOperation;
    private boolean hasEntity;
    private boolean hasSchema;
    private @Nullable String missing;

    /** Whose it is; null where the value does not say it. */
    public @Nullable String account() {
        return account;
    }

    /** Its version, or -1 where the value does not say it. */
    public long version() {
        return version;
    }

    public boolean isDeleted() {
        return deleted;
    }

    /** Whether something outside the entity names its key. */
    public boolean hasOuterKey() {
        return keyTo >= 0;
    }

    /** The flags of that key's slice. */
    public int keyFlags() {
        return keyFlags;
    }

    public int keyFrom() {
        return keyFrom;
    }

    public int keyTo() {
        return keyTo;
    }

    void clear() {
        account = null;
        version = -1;
        hasBody = false;
        deleted = false;
        keyTo = -1;
        hasOperation = false;
        hasEntity = false;
        hasSchema = false;
        missing = null;
    }

    void key(int flags, int from, int to) {
        keyFlags = flags;
        keyFrom = from;
        keyTo = to;
    }

    /** Noted, not refused at once: a delete may leave its arrays out, and may say only at its end that it is one. */
    void misses(ObjectSchema objectSchema, Field field) {
        if (missing == null) {
            missing = objectSchema.path + "." + field.name;
        }
    }

    void operation(Envelope envelope, String word) {
        var operation = Objects.requireNonNull(envelope.operation());
        if (!word.equals(operation.upsert()) && !word.equals(operation.delete())) {
            throw new RejectedException(
                    Defect.WRONG_ENVELOPE,
                    "The envelope's %s is neither %s nor %s"
                            .formatted(operation.field(), operation.upsert(), operation.delete()));
        }
        hasOperation = true;
        deleted = word.equals(operation.delete());
    }

    void entity(Envelope envelope, String word) {
        if (!word.equals(envelope.entity())) {
            throw new RejectedException(
                    Defect.WRONG_ENVELOPE, "The envelope's entity is not '%s'".formatted(envelope.entity()));
        }
        hasEntity = true;
    }

    void schema(Envelope envelope, String word) {
        if (!DOT.split(word, 2)[0].equals(String.valueOf(envelope.schemaMajor()))) {
            throw new RejectedException(
                    Defect.WRONG_ENVELOPE,
                    "The envelope's %s is not %d".formatted(envelope.schemaField(), envelope.schemaMajor()));
        }
        hasSchema = true;
    }

    /** Refuses what only the end of the record shows. */
    public void check(Envelope envelope) {
        boolean complete = (envelope.operation() == null || hasOperation)
                && (envelope.entity() == null || hasEntity)
                && (envelope.schemaField() == null || hasSchema);
        if (!complete) {
            throw new RejectedException(
                    Defect.WRONG_ENVELOPE, "The envelope lacks its operation, its entity or its schema version");
        }
        if (deleted) {
            return;
        }
        if (!hasBody) {
            throw new RejectedException(Defect.WRONG_ENVELOPE, "The envelope has no " + envelope.body());
        }
        if (missing != null) {
            throw new RejectedException(Defect.NO_ARRAY, missing + " is missing; it must be an array");
        }
    }

    static long number(byte[] digits, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + digits[i] - '0';
        }
        return value;
    }
}
