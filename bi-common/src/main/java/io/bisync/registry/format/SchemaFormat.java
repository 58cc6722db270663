package io.bisync.registry.format;

import io.bisync.registry.Schema;
import io.bisync.registry.SchemaType;
import java.util.function.Function;

/** A format whose library is on the class path. */
public interface SchemaFormat {

    /** Which one. */
    SchemaType type();

    /**
     * What reads values of a schema.
     *
     * @param referenced gives a schema that it builds on
     * @throws io.bisync.registry.UnfitValueException where the schema itself cannot be used
     */
    ValueDecoder decoder(Schema schema, Function<Schema.Reference, Schema> referenced);
}
