package io.bisync.registry.format;

import io.bisync.registry.SchemaRegistry;
import io.bisync.registry.SubjectNames;
import tools.jackson.databind.json.JsonMapper;

/** Formats for tests of other packages. */
public final class Formats {

    private Formats() {}

    public static AvroFormat avro(SchemaRegistry registry) {
        return new AvroFormat(registry, SubjectNames.TOPIC);
    }

    public static ProtobufFormat protobuf(SchemaRegistry registry) {
        return new ProtobufFormat(registry, SubjectNames.TOPIC);
    }

    public static JsonSchemaFormat jsonSchema(SchemaRegistry registry) {
        return new JsonSchemaFormat(registry, SubjectNames.TOPIC, JsonMapper.shared());
    }
}
