package io.bisync.registry;

import java.util.List;

/**
 * A schema as a registry keeps it.
 *
 * @param type what it is written in
 * @param text the schema itself
 * @param references the schemas it builds on, by the name it has for them
 */
public record Schema(SchemaType type, String text, List<Reference> references) {

    /**
     * A schema that another one builds on.
     *
     * @param name what it is called there: a full name in Avro, an import's path in Protobuf
     * @param subject where it is registered
     * @param version which of the subject's schemas it is
     */
    public record Reference(String name, String subject, int version) {}

    public Schema {
        references = List.copyOf(references);
    }

    /** A schema that stands alone. */
    public Schema(SchemaType type, String text) {
        this(type, text, List.of());
    }

    /** Without its text, which may be long. */
    @Override
    public String toString() {
        return "Schema[" + type + ", " + text.length() + " characters]";
    }
}
