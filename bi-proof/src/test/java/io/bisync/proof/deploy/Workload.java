package io.bisync.proof.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A thing of Kubernetes that makes pods. */
record Workload(String kind, String name, Node pod) {

    static final String BASE = "deploy/k8s/base";
    static final String OVERLAY = "deploy/k8s/overlays/example";
    static final String SECURED_KAFKA = "deploy/k8s/overlays/secured-kafka";

    static List<Workload> all() {
        return documents().stream()
                .filter(document -> List.of("Deployment", "CronJob", "Job")
                        .contains(document.at("kind").text()))
                .map(Workload::of)
                .toList();
    }

    static List<Node> documents() {
        return Checkout.files(BASE, ".yaml").stream()
                .filter(file -> !Checkout.name(file).equals("kustomization.yaml"))
                .flatMap(file -> Node.readAll(file).stream())
                .toList();
    }

    /** The ConfigMaps that a kustomization generates. */
    static Map<String, Map<String, String>> configMaps(String folder) {
        var maps = new LinkedHashMap<String, Map<String, String>>();
        for (var map : Node.read(folder + "/kustomization.yaml")
                .at("configMapGenerator")
                .items()) {
            var values = maps.computeIfAbsent(map.at("name").text(), name -> new LinkedHashMap<>());
            for (var literal : map.at("literals").texts()) {
                int equals = literal.indexOf('=');
                values.put(literal.substring(0, equals), literal.substring(equals + 1));
            }
        }
        return maps;
    }

    boolean isDeployment() {
        return kind.equals("Deployment");
    }

    Node container() {
        var containers = pod.at("containers").items();
        if (containers.size() != 1) {
            throw new AssertionError(name + " has " + containers.size() + " containers");
        }
        return containers.getFirst();
    }

    /** The service whose image it runs, if it runs one of ours. */
    Optional<Service> service() {
        var image = container().at("image").text();
        return Service.ALL.stream()
                .filter(service -> image.equals("bisync/" + service.name()))
                .findFirst();
    }

    private static Workload of(Node document) {
        var kind = document.at("kind").text();
        var spec = document.at("spec");
        var job = kind.equals("CronJob") ? spec.at("jobTemplate", "spec") : spec;
        return new Workload(kind, document.at("metadata", "name").text(), job.at("template", "spec"));
    }
}
