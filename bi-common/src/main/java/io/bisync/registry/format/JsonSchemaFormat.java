package io.bisync.registry.format;

import static io.bisync.registry.UnfitValueException.Defect.NOT_OF_ITS_SCHEMA;
import static io.bisync.registry.UnfitValueException.Defect.UNUSABLE_SCHEMA;

import com.networknt.schema.Error;
import com.networknt.schema.dialect.Dialects;
import io.bisync.registry.Schema;
import io.bisync.registry.SchemaRegistry;
import io.bisync.registry.SchemaType;
import io.bisync.registry.SubjectNames;
import io.bisync.registry.UnfitValueException;
import io.bisync.registry.WireFormat;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON with a registered JSON Schema, which everything is held against before it is written. Reading such values takes no
 * library: behind the prefix they are JSON, and the declaration of their entity judges it.
 */
public final class JsonSchemaFormat {

    private final SchemaRegistry registry;
    private final SubjectNames names;
    private final JsonMapper json;

    JsonSchemaFormat(SchemaRegistry registry, SubjectNames names, JsonMapper json) {
        this.registry = registry;
        this.names = names;
        this.json = json;
    }

    /**
     * Writes whatever the application's Jackson makes JSON of.
     *
     * @param schema the schema's text; where subjects are named after records, its {@code title} is that name
     * @throws UnfitValueException where it cannot be used
     */
    public Serializer<Object> serializer(String schema) {
        return new JsonSerializer(registry, names, json, schema);
    }

    private static final class JsonSerializer extends RegisteredSerializer<Object> {

        private final JsonMapper json;
        private final Schema schema;
        private final String title;
        private final com.networknt.schema.Schema judge;

        JsonSerializer(SchemaRegistry registry, SubjectNames names, JsonMapper json, String text) {
            super(registry, names, "application/json");
            this.json = json;
            this.schema = new Schema(SchemaType.JSON, text);
            var tree = tree(text);
            this.title = tree.path("title").asString("");
            this.judge = com.networknt.schema.SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
                    .getSchema(tree);
            if (names != SubjectNames.TOPIC && title.isEmpty()) {
                throw new UnfitValueException(
                        UNUSABLE_SCHEMA, "The JSON Schema has no title, and its subject is named after that");
            }
        }

        @Override
        byte[] write(String topic, Object value) {
            JsonNode tree = json.valueToTree(value);
            var wrong = judge.validate(tree);
            if (!wrong.isEmpty()) {
                throw new UnfitValueException(
                        NOT_OF_ITS_SCHEMA,
                        "The value is none of its JSON Schema: "
                                + wrong.stream()
                                        .map(JsonSerializer::place)
                                        .distinct()
                                        .limit(5)
                                        .collect(Collectors.joining(", ")));
            }
            return WireFormat.frame(id(topic, title, schema), json.writeValueAsBytes(tree));
        }

        /** Which rule, and where: its own message may quote the value. */
        private static String place(Error wrong) {
            return wrong.getKeyword() + " at " + wrong.getSchemaLocation().getFragment();
        }

        private static JsonNode tree(String text) {
            try {
                return JsonMapper.shared().readTree(text);
            } catch (JacksonException unusable) {
                throw new UnfitValueException(UNUSABLE_SCHEMA, "The JSON Schema is no JSON");
            }
        }
    }
}
