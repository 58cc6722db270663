package io.bisync.table;

import java.io.ByteArrayOutputStream;

/** Takes personal values out of an entity's JSON and leaves every other byte as it is. */
public final class Redaction {

    private final Compiled compiled;

    Redaction(Compiled compiled) {
        this.compiled = compiled;
    }

    /**
     * Copies the JSON of one entity without its personal members: the declared ones, and at any depth those that
     * nobody declares and whose name looks personal.
     *
     * @return how many members were taken out
     * @throws IllegalArgumentException if the bytes are not one JSON value; then nothing may be published
     */
    public int redact(byte[] source, int from, int to, ByteArrayOutputStream out) {
        return new Cut(source, from, to, out).whole(compiled.body());
    }
}
