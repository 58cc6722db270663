package io.bisync.proof.deploy;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code docker-compose.yml}. */
final class Compose {

    private Compose() {}

    static Node file() {
        return Node.read("docker-compose.yml");
    }

    static Map<String, Node> services() {
        return file().at("services").fields();
    }

    /** The services that are built from this project. */
    static Map<String, Node> ours() {
        var ours = services();
        ours.values().removeIf(service -> !service.at("build").exists());
        return ours;
    }

    static Map<String, String> environment(Node service) {
        var environment = new LinkedHashMap<String, String>();
        service.at("environment").fields().forEach((name, value) -> environment.put(name, value.textOr("")));
        return environment;
    }
}
