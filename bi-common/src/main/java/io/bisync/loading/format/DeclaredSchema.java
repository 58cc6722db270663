package io.bisync.loading.format;

import io.bisync.registry.Schema;
import io.bisync.registry.SchemaType;
import io.bisync.table.Action;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.FieldPlan;
import io.bisync.table.ObjectPlan;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a declared entity. It says what loading takes a field for, and takes whatever loading takes: an ERP may
 * spell a number as text, and have fields that nobody declared. What is personal is in no value, and not in it.
 */
final class DeclaredSchema {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Entity entity;

    private DeclaredSchema(Entity entity) {
        this.entity = entity;
    }

    static Schema of(Entity entity) {
        return new Schema(SchemaType.JSON, new DeclaredSchema(entity).text());
    }

    /** The schema's title, after which its subject may be named. */
    static String title(Entity entity) {
        return entity.source() + "." + entity.name();
    }

    private String text() {
        var schema = JSON.createObjectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", title(entity));
        object(schema, entity.plan().root());
        return schema.toString();
    }

    private void object(ObjectNode schema, ObjectPlan plan) {
        schema.put("type", "object");
        var required = new ArrayList<String>();
        var properties = JSON.createObjectNode();
        for (var field : plan.fields()) {
            switch (field.action()) {
                case PERSONAL, IGNORED -> {}
                default -> {
                    properties.set(field.name(), property(field));
                    if (field.required() || (field.keyPart() >= 0 && field.action() != Action.HEADER_KEY)) {
                        required.add(field.name());
                    }
                }
            }
        }
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            var names = schema.putArray("required");
            required.forEach(names::add);
        }
    }

    private ObjectNode property(FieldPlan field) {
        var property = JSON.createObjectNode();
        var envelope = entity.plan().envelope();
        switch (field.action()) {
            case BODY, CHILDREN -> nested(property, field);
            case OPERATION -> {
                var words = envelope.operation();
                if (words != null) {
                    property.putArray("enum").add(words.upsert()).add(words.delete());
                }
            }
            case ENTITY -> property.put("const", envelope.entity());
            case VERSION -> types(property, List.of("integer", "string"));
            case ACCOUNT, ENVELOPE_KEY -> types(property, List.of("string", "integer"));
            case SCHEMA -> types(property, List.of("integer", "string"));
            default -> column(property, field.type(), field.keyPart() < 0);
        }
        return property;
    }

    private void nested(ObjectNode property, FieldPlan field) {
        var object = field.object();
        if (object == null) {
            return;
        }
        if (field.action() == Action.BODY) {
            object(property, object);
            types(property, List.of("object", "null"));
        } else {
            types(property, field.required() ? List.of("array") : List.of("array", "null"));
            object(property.putObject("items"), object);
        }
    }

    /** The first type is the usual one. */
    private static void column(ObjectNode property, ColumnType type, boolean nullable) {
        var types = new ArrayList<>(types(type));
        if (nullable && !types.isEmpty()) {
            types.add("null");
        }
        if (!types.isEmpty()) {
            types(property, types);
        }
        property.put("description", type.sql());
    }

    private static List<String> types(ColumnType type) {
        return switch (type.kind()) {
            case BIGINT, INT -> List.of("integer", "string");
            case DECIMAL -> List.of("number", "string");
            case BOOLEAN -> List.of("boolean", "integer", "string");
            case DATETIME -> List.of("string");
            case VARCHAR -> List.of("string", "number", "boolean");
            case JSON -> List.of();
        };
    }

    private static void types(ObjectNode property, List<String> types) {
        property.remove("type");
        if (types.size() == 1) {
            property.put("type", types.getFirst());
        } else {
            var all = property.putArray("type");
            types.forEach(all::add);
        }
    }
}
