package io.bisync.basic;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** An OpenAPI document as a judge of real exchanges. Fields that it does not name are deviations, too. */
final class ApiContract {

    /** One request and its answer. */
    record Exchange(
            String method,
            String path,
            String sentType,
            String sent,
            int status,
            Set<String> headers,
            String answeredType,
            String answered) {

        String line() {
            return method + " " + path + " -> " + status;
        }
    }

    private static final String PROBLEM = "application/problem+json";
    private static final Set<Integer> WITHOUT_OPERATION = Set.of(401, 403, 404, 405);

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            it -> it.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document;
    private final JsonNode components;
    private final Map<PathPattern, JsonNode> paths;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    ApiContract(JsonNode document) {
        this.document = document;
        components = closed(document.path("components").deepCopy());
        paths = new ConcurrentHashMap<>();
        document.path("paths").forEachEntry((path, item) -> paths.put(new PathPatternParser().parse(path), item));
    }

    /** What the document does not say of this exchange, or says otherwise. */
    List<String> deviations(Exchange exchange) {
        var operation = operation(exchange);
        if (operation == null) {
            return WITHOUT_OPERATION.contains(exchange.status()) && isType(exchange.answeredType(), PROBLEM)
                    ? List.of()
                    : List.of(exchange.line() + " is no operation");
        }
        var answer = followed(operation.path("responses").path(String.valueOf(exchange.status())));
        if (answer.isMissingNode()) {
            return List.of(exchange.line() + " is a status that is not described");
        }
        var found = new ArrayList<String>();
        answer.path("headers").forEachEntry((name, header) -> {
            if (followed(header).path("required").asBoolean()
                    && exchange.headers().stream().noneMatch(name::equalsIgnoreCase)) {
                found.add("lacks the header " + name);
            }
        });
        body(answer.path("content"), exchange.answeredType(), exchange.answered(), found);
        if (isType(exchange.answeredType(), PROBLEM)) {
            var code = json(exchange.answered()).path("code").asString("");
            if (!answer.path("description").asString("").contains(code)) {
                found.add("has the code " + code);
            }
        }
        if (exchange.status() < 300
                && isType(exchange.sentType(), "application/json")
                && !exchange.sent().isEmpty()) {
            var taken = new ArrayList<String>();
            body(operation.path("requestBody").path("content"), exchange.sentType(), exchange.sent(), taken);
            taken.forEach(it -> found.add("was taken although its body " + it));
        }
        return found.stream().map(it -> exchange.line() + " " + it).toList();
    }

    private void body(JsonNode content, String type, String body, List<String> found) {
        if (content.isMissingNode()) {
            if (!body.isEmpty()) {
                found.add("has a body");
            }
            return;
        }
        var described = Stream.of(content.propertyNames().toArray(String[]::new))
                .filter(name -> isType(type, name))
                .findFirst();
        if (described.isEmpty()) {
            found.add("is of type '" + type + "'");
            return;
        }
        schema(content.path(described.get()).path("schema"))
                .validate(type.contains("json") ? json(body) : StringNode.valueOf(body))
                .forEach(it -> found.add("differs: " + it));
    }

    private JsonNode followed(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private @Nullable JsonNode operation(Exchange exchange) {
        return paths.entrySet().stream()
                .filter(it -> it.getKey().matches(PathContainer.parsePath(exchange.path())))
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(it -> it.getValue().path(exchange.method().toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(null);
    }

    private Schema schema(JsonNode schema) {
        return schemas.computeIfAbsent(
                schema, it -> SCHEMAS.getSchema(((ObjectNode) it.deepCopy()).set("components", components)));
    }

    /** A field that is not named is not allowed. */
    private static JsonNode closed(JsonNode components) {
        components.path("schemas").forEach(schema -> {
            if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return components;
    }

    private static boolean isType(String type, String wanted) {
        return type.startsWith(wanted);
    }

    private static JsonNode json(String text) {
        return text.isEmpty()
                ? JsonMapper.shared().missingNode()
                : JsonMapper.shared().readTree(text);
    }
}
