package io.bisync.record;

import java.io.ByteArrayOutputStream;

/**
 * Takes personal values out of an entity's JSON, withholds what nobody declared, masks free text, and leaves every other
 * byte as it is. For one thread.
 */
public final class Redactor {

    /**
     * What was done to one entity.
     *
     * @param removed members that were taken out
     * @param sealed values that were replaced by a sealed text
     * @param masked texts in which something was masked
     */
    public record Redacted(int removed, int sealed, int masked) {}

    private final RecordSchema recordSchema;
    private final UndeclaredFields undeclaredFields;

    /** For the records of one account. */
    public Redactor(RecordSchema recordSchema, String account) {
        this.recordSchema = recordSchema;
        this.undeclaredFields = new UndeclaredFields(recordSchema);
        this.undeclaredFields.account = account;
    }

    /**
     * Copies the JSON of one entity without what may not be known of people.
     *
     * @throws IllegalArgumentException if the bytes are not one JSON value; then nothing may be published
     */
    public Redacted redact(byte[] source, int from, int to, ByteArrayOutputStream out) {
        return redact(recordSchema.body, source, from, to, out);
    }

    /**
     * The same of the whole value of a record, with what is around the entity.
     *
     * @throws IllegalArgumentException as above
     */
    public byte[] redactWhole(byte[] value) {
        var out = new ByteArrayOutputStream(value.length);
        redact(recordSchema.root, value, 0, value.length, out);
        return out.toByteArray();
    }

    private Redacted redact(ObjectSchema what, byte[] source, int from, int to, ByteArrayOutputStream out) {
        var redactionPass = new RedactionPass(source, from, to, out, undeclaredFields);
        redactionPass.whole(what);
        return new Redacted(redactionPass.removed, redactionPass.sealed, redactionPass.masked);
    }
}
