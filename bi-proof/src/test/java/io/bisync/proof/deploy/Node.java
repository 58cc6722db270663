package io.bisync.proof.deploy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A value of a YAML file (or JSON, which YAML contains), read by its path. */
record Node(@Nullable Object value) {

    static Node read(String file) {
        return read(Checkout.path(file));
    }

    static Node read(Path file) {
        return readAll(file).getFirst();
    }

    static List<Node> readAll(Path file) {
        return parseAll(Checkout.text(file));
    }

    static List<Node> parseAll(String yaml) {
        var documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml);
        return StreamSupport.stream(documents.spliterator(), false)
                .map(Node::new)
                .toList();
    }

    /** YAML 1.1 knows all of JSON but its escaped slash. */
    static Node readJson(String file) {
        return parse(Checkout.text(file).replace("\\/", "/"));
    }

    static Node parse(String yaml) {
        return new Node(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    /** The value below these keys; one that does not exist is a node of nothing. */
    Node at(String... path) {
        var node = this;
        for (var key : path) {
            node = new Node(node.value instanceof Map<?, ?> map ? map.get(key) : null);
        }
        return node;
    }

    boolean exists() {
        return value != null;
    }

    String text() {
        if (value == null) {
            throw new AssertionError("A value is missing");
        }
        return value.toString();
    }

    String textOr(String other) {
        return value == null ? other : value.toString();
    }

    int number() {
        return Integer.parseInt(text());
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    boolean isFalse() {
        return Boolean.FALSE.equals(value);
    }

    List<Node> items() {
        return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
    }

    List<String> texts() {
        return items().stream().map(Node::text).toList();
    }

    Map<String, Node> fields() {
        var fields = new LinkedHashMap<String, Node>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> fields.put(String.valueOf(key), new Node(field)));
        }
        return fields;
    }

    /** All values with their dotted names, as Spring sees the file. */
    Map<String, String> properties() {
        var properties = new LinkedHashMap<String, String>();
        fields().forEach((key, field) -> {
            if (field.value instanceof Map) {
                field.properties().forEach((name, text) -> properties.put(key + "." + name, text));
            } else {
                properties.put(key, field.textOr(""));
            }
        });
        return properties;
    }
}
