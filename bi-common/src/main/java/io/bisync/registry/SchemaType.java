package io.bisync.registry;

/** What a schema is written in; the names are the registry's own. */
public enum SchemaType {
    AVRO,
    PROTOBUF,
    JSON
}
