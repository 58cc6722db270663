package io.bisync.registry.format;

/** Makes JSON of values of one schema. Pure: the same bytes give the same JSON, in any process, at any time. */
@FunctionalInterface
public interface ValueDecoder {

    /**
     * The JSON of a value, as docs/adr/0064 writes it down.
     *
     * @param value with its prefix
     * @param from where the part behind the schema's id begins
     * @throws io.bisync.registry.UnfitValueException where the bytes are none of this schema
     */
    byte[] json(byte[] value, int from);
}
