package io.bisync.table;

import io.bisync.privacy.Privacy;
import java.io.ByteArrayOutputStream;

/**
 * Takes personal values out of an entity's JSON, withholds what nobody declared, masks free text, and leaves every other
 * byte as it is. For one thread.
 */
public final class Redaction {

    /**
     * What was done to one entity.
     *
     * @param removed members that were taken out
     * @param sealed values that were replaced by a sealed text
     * @param masked texts in which something was masked
     */
    public record Redacted(int removed, int sealed, int masked) {}

    private final Compiled compiled;
    private final Undeclared undeclared;

    Redaction(Compiled compiled, Privacy privacy, String account) {
        this.compiled = compiled;
        this.undeclared = new Undeclared(compiled, privacy);
        this.undeclared.account = account;
    }

    /**
     * Copies the JSON of one entity without what may not be known of people.
     *
     * @throws IllegalArgumentException if the bytes are not one JSON value; then nothing may be published
     */
    public Redacted redact(byte[] source, int from, int to, ByteArrayOutputStream out) {
        var cut = new Cut(source, from, to, out, undeclared);
        cut.whole(compiled.body());
        return new Redacted(cut.removed, cut.sealed, cut.masked);
    }
}
