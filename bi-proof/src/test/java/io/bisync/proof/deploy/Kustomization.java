package io.bisync.proof.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders a kustomization as {@code kubectl kustomize} does, for the fields that {@code deploy} uses; any other field is
 * refused, so that nothing is rendered otherwise than the real one would.
 */
final class Kustomization {

    private static final Set<String> FIELDS =
            Set.of("apiVersion", "kind", "namespace", "resources", "images", "configMapGenerator", "patches");
    private static final Set<String> REFERENCES = Set.of("configMapRef", "configMapKeyRef", "configMap");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Map<String, Object>> objects = new ArrayList<>();

    /** Generated maps by name, hashed when everything is merged. */
    private final Map<String, Map<String, String>> maps = new LinkedHashMap<>();

    private Kustomization() {}

    /** The objects of a folder's kustomization, by kind and name. */
    static Map<String, Node> render(Path folder) {
        var whole = new Kustomization();
        whole.read(folder);
        whole.finish(
                Node.read(folder.resolve("kustomization.yaml")).at("namespace").textOr("default"));
        var rendered = new TreeMap<String, Node>();
        for (var object : whole.objects) {
            var node = new Node(object);
            var key = node.at("kind").text() + " " + node.at("metadata", "name").text();
            if (rendered.put(key, node) != null) {
                throw new IllegalArgumentException("Two objects are " + key);
            }
        }
        return rendered;
    }

    private void read(Path folder) {
        var file = Node.read(folder.resolve("kustomization.yaml"));
        known(file, FIELDS, folder);
        for (var resource : file.at("resources").texts()) {
            var path = folder.resolve(resource).normalize();
            if (Files.isDirectory(path)) {
                read(path);
            } else {
                Node.readAll(path).forEach(document -> objects.add(copy(document)));
            }
        }
        for (var map : file.at("configMapGenerator").items()) {
            generate(map, folder);
        }
        for (var image : file.at("images").items()) {
            known(image, Set.of("name", "newName", "newTag"), folder);
            objects.forEach(object -> retag(object, image));
        }
        for (var patch : file.at("patches").items()) {
            known(patch, Set.of("target", "patch"), folder);
            patch(patch);
        }
    }

    private void generate(Node map, Path folder) {
        known(map, Set.of("name", "behavior", "literals", "files"), folder);
        var name = map.at("name").text();
        var merges = map.at("behavior").textOr("create").equals("merge");
        if (merges != maps.containsKey(name)) {
            throw new IllegalArgumentException(
                    "ConfigMap " + name + (merges ? " has nothing to merge with" : " is made twice"));
        }
        var values = maps.computeIfAbsent(name, _ -> new TreeMap<>());
        for (var literal : map.at("literals").texts()) {
            int equals = literal.indexOf('=');
            values.put(literal.substring(0, equals), literal.substring(equals + 1));
        }
        for (var file : map.at("files").texts()) {
            var path = folder.resolve(file);
            values.put(Checkout.name(path), Checkout.text(path));
        }
    }

    private void patch(Node patch) {
        var target = patch.at("target");
        known(target, Set.of("kind", "name"), Path.of("a patch's target"));
        var found = objects.stream()
                .filter(object -> new Node(object)
                                .at("kind")
                                .text()
                                .equals(target.at("kind").text())
                        && new Node(object)
                                .at("metadata", "name")
                                .text()
                                .equals(target.at("name").text()))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("A patch is for " + found.size() + " objects: " + target);
        }
        for (var operation : Node.parse(patch.at("patch").text()).items()) {
            known(operation, Set.of("op", "path", "value"), Path.of("a patch"));
            apply(found.getFirst(), operation);
        }
    }

    /** Of RFC 6902 what the overlays use. */
    @SuppressWarnings("unchecked")
    private static void apply(Map<String, Object> object, Node operation) {
        if (!operation.at("op").text().equals("replace")) {
            throw new IllegalArgumentException("A patch does what this renderer does not know: " + operation);
        }
        var steps = operation.at("path").text().substring(1).split("/", -1);
        Object at = object;
        for (int step = 0; step < steps.length - 1; step++) {
            at = at instanceof List<?> list
                    ? list.get(Integer.parseInt(steps[step]))
                    : ((Map<String, Object>) Objects.requireNonNull(at)).get(steps[step]);
        }
        if (!(at instanceof Map<?, ?> map) || !map.containsKey(steps[steps.length - 1])) {
            throw new IllegalArgumentException("A patch replaces what is not there: " + operation);
        }
        ((Map<String, Object>) map)
                .put(
                        steps[steps.length - 1],
                        Objects.requireNonNull(operation.at("value").value()));
    }

    private static void retag(Object at, Node image) {
        if (at instanceof Map<?, ?> map) {
            map.forEach((key, value) -> retag(value, image));
            if (map.get("image") instanceof String name
                    && name.equals(image.at("name").text())) {
                @SuppressWarnings("unchecked")
                var container = (Map<String, Object>) map;
                container.put(
                        "image",
                        image.at("newName").textOr(name) + ":"
                                + image.at("newTag").text());
            }
        } else if (at instanceof List<?> list) {
            list.forEach(value -> retag(value, image));
        }
    }

    private void finish(String namespace) {
        var hashed = new HashMap<String, String>();
        maps.forEach((name, values) -> hashed.put(name, name + "-" + hash(values)));
        objects.forEach(object -> rename(object, hashed));
        maps.forEach((name, values) -> objects.add(new LinkedHashMap<>(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                new LinkedHashMap<>(Map.of("name", Objects.requireNonNull(hashed.get(name)))),
                "data",
                values))));
        for (var object : objects) {
            if (!"Namespace".equals(object.get("kind"))) {
                @SuppressWarnings("unchecked")
                var metadata = (Map<String, Object>) Objects.requireNonNull(object.get("metadata"));
                metadata.put("namespace", namespace);
            }
        }
    }

    private static void rename(Object at, Map<String, String> hashed) {
        if (at instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (REFERENCES.contains(key) && value instanceof Map<?, ?> reference) {
                    @SuppressWarnings("unchecked")
                    var renamed = (Map<String, Object>) reference;
                    renamed.computeIfPresent("name", (_, name) -> hashed.getOrDefault(name, String.valueOf(name)));
                }
                rename(value, hashed);
            });
        } else if (at instanceof List<?> list) {
            list.forEach(value -> rename(value, hashed));
        }
    }

    /** As kustomize names generated maps: the first ten hexadecimal digits without those that could spell a word. */
    private static String hash(Map<String, String> data) {
        var content = JSON.writeValueAsString(new TreeMap<>(Map.of("kind", "ConfigMap", "name", "", "data", data)))
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(digest)
                    .substring(0, 10)
                    .replace('0', 'g')
                    .replace('1', 'h')
                    .replace('3', 'k')
                    .replace('a', 'm')
                    .replace('e', 't');
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }

    private static void known(Node node, Set<String> fields, Path where) {
        for (var field : node.fields().keySet()) {
            if (!fields.contains(field)) {
                throw new IllegalArgumentException(
                        "The field '%s' of %s is none that this renderer knows: %s".formatted(field, where, fields));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> copy(Node document) {
        return (Map<String, Object>) Objects.requireNonNull(document.value());
    }

    /** A copy of {@code deploy} in which a test may plant something. */
    static Path copyOfDeploy(Path to) {
        try (var files = Files.walk(Checkout.path("deploy"))) {
            for (var file : files.toList()) {
                var target = to.resolve(Checkout.path("deploy").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
            return to;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
