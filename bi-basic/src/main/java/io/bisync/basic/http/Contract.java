package io.bisync.basic.http;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** What is the same in all operations, and differs between what is sent and what is answered. */
@SuppressWarnings({"rawtypes", "unchecked"}) // The signatures of swagger's models.
final class Contract implements OpenApiCustomizer {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String PATCH = "Patch";

    @Override
    public void customise(OpenAPI api) {
        var components = api.getComponents();
        components.addSchemas(ProblemResponses.PROBLEM, ProblemResponses.problem());
        components.addHeaders(
                RequestId.HEADER, ProblemResponses.header("Id of the request, in the log and the audit, too"));
        var operations = api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .toList();
        operations.forEach(operation -> everywhere(operation, components));
        operations.forEach(operation -> patches(operation, components));

        var sent = reached(operations.stream().flatMap(Contract::sent), components);
        var answered = reached(operations.stream().flatMap(Contract::answered), components);
        answered.add(ProblemResponses.PROBLEM);
        components.getSchemas().forEach((name, schema) -> {
            if (schema.getProperties() != null && answered.contains(name) && !sent.contains(name)) {
                // An answer leaves nothing out: what is not known is null.
                properties(schema).forEach((field, value) -> {
                    if (RecordShape.isNullable(value)) {
                        RecordShape.require(schema, field);
                    }
                });
            }
            if (schema.getProperties() != null && sent.contains(name) && !answered.contains(name)) {
                schema.setAdditionalProperties(false);
            }
        });
        components.getSchemas().keySet().removeIf(name -> !sent.contains(name) && !answered.contains(name));
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        api.getTags().sort(Comparator.comparing(Tag::getName));
    }

    private static void everywhere(Operation operation, Components components) {
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .map(Parameter::getSchema)
                    .filter(schema -> schema != null && schema.getPattern() != null)
                    .forEach(schema -> schema.setPattern(RecordShape.whole(schema.getPattern())));
        }
        operation.getResponses().replaceAll((status, answer) -> {
            answer.addHeaderObject(RequestId.HEADER, new Header().$ref(RequestId.HEADER));
            return ProblemResponses.isProblem(answer) ? shared(status, answer, components) : answer;
        });
    }

    /** Answers of the same codes stand once in the document. */
    private static ApiResponse shared(String status, ApiResponse answer, Components components) {
        var name = "Problem" + status + answer.getDescription().replaceAll("[^:]*: |BI-BASIC|[, ]", "");
        components.addResponses(name, answer);
        return new ApiResponse().$ref(name);
    }

    /** A merge patch of a type: nothing has to be there, at no depth. */
    private static void patches(Operation operation, Components components) {
        var body = operation.getRequestBody();
        if (body != null && body.getContent().containsKey(MERGE_PATCH)) {
            body.getContent().values().forEach(media -> media.setSchema(patch(media.getSchema(), components)));
        }
    }

    private static Schema<?> patch(Schema<?> schema, Components components) {
        if (schema.getAnyOf() != null) {
            schema.setAnyOf(schema.getAnyOf().stream()
                    .<Schema>map(either -> patch(either, components))
                    .toList());
            return schema;
        }
        var name = named(schema);
        if (name == null || name.endsWith(PATCH)) {
            return schema;
        }
        var whole = Objects.requireNonNull(components.getSchemas().get(name));
        var part = new Schema<>();
        part.setTypes(whole.getTypes());
        part.setDescription(whole.getDescription());
        properties(whole).forEach((field, value) -> part.addProperty(field, patch(value, components)));
        components.addSchemas(name + PATCH, part);
        return new Schema<>().$ref(SCHEMAS + name + PATCH);
    }

    private static Stream<Schema<?>> sent(Operation operation) {
        return operation.getRequestBody() == null
                ? Stream.empty()
                : schemas(operation.getRequestBody().getContent().values());
    }

    private static Stream<Schema<?>> answered(Operation operation) {
        return operation.getResponses().values().stream()
                .filter(answer -> answer.getContent() != null)
                .flatMap(answer -> schemas(answer.getContent().values()));
    }

    private static Stream<Schema<?>> schemas(Collection<MediaType> media) {
        return media.stream().map(MediaType::getSchema);
    }

    /** The names of all schemas that these lead to. */
    private static Set<String> reached(Stream<Schema<?>> from, Components components) {
        var found = new HashSet<String>();
        from.forEach(schema -> reach(schema, components, found));
        return found;
    }

    private static void reach(@Nullable Schema<?> schema, Components components, Set<String> found) {
        if (schema == null) {
            return;
        }
        var name = named(schema);
        if (name != null && found.add(name)) {
            reach(components.getSchemas().get(name), components, found);
        }
        reach(schema.getItems(), components, found);
        for (var either : schema.getAnyOf() == null ? List.<Schema>of() : schema.getAnyOf()) {
            reach(either, components, found);
        }
        properties(schema).values().forEach(field -> reach(field, components, found));
    }

    private static @Nullable String named(Schema<?> schema) {
        return schema.get$ref() == null ? null : schema.get$ref().substring(SCHEMAS.length());
    }

    private static Map<String, Schema> properties(Schema<?> schema) {
        return schema.getProperties() == null ? Map.of() : schema.getProperties();
    }
}
