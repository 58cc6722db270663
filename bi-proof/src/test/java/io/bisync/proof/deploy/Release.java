package io.bisync.proof.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What an API server refuses to change of an object that exists. */
final class Release {

    private static final Map<String, List<List<String>>> IMMUTABLE = Map.of(
            "Job",
            List.of(
                    List.of("spec", "template"),
                    List.of("spec", "selector"),
                    List.of("spec", "completionMode"),
                    List.of("spec", "podFailurePolicy")),
            "Deployment",
            List.of(List.of("spec", "selector")),
            "Service",
            List.of(List.of("spec", "clusterIP"), List.of("spec", "ipFamilies")),
            "PersistentVolumeClaim",
            List.of(List.of("spec")),
            "RoleBinding",
            List.of(List.of("roleRef")));
    private static final Set<String> MUTABLE_OF_STATEFUL_SETS = Set.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "persistentVolumeClaimRetentionPolicy",
            "revisionHistoryLimit",
            "minReadySeconds");

    private Release() {}

    /** What of the objects of equal name is refused when the second release follows the first. */
    static List<String> refused(Map<String, Node> first, Map<String, Node> second) {
        var refused = new ArrayList<String>();
        second.forEach((name, object) -> {
            var before = first.get(name);
            if (before != null && !before.equals(object)) {
                for (var path : immutable(object)) {
                    var steps = path.toArray(String[]::new);
                    if (!Objects.equals(
                            before.at(steps).value(), object.at(steps).value())) {
                        refused.add(name + ": " + String.join(".", path) + ": field is immutable");
                    }
                }
            }
        });
        return refused;
    }

    private static List<List<String>> immutable(Node object) {
        var kind = object.at("kind").text();
        if (kind.equals("StatefulSet")) {
            return new LinkedHashMap<>(object.at("spec").fields())
                    .keySet().stream()
                            .filter(field -> !MUTABLE_OF_STATEFUL_SETS.contains(field))
                            .map(field -> List.of("spec", field))
                            .toList();
        }
        if ((kind.equals("ConfigMap") || kind.equals("Secret"))
                && object.at("immutable").isTrue()) {
            return List.of(List.of("data"), List.of("binaryData"));
        }
        return IMMUTABLE.getOrDefault(kind, List.of());
    }
}
