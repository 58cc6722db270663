package io.bisync.proof.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service as its own files describe it. */
record Service(String name) {

    static final List<Service> ALL = Stream.of("bi-basic", "bi-api-jushuitan", "bi-api-leke", "bi-cron")
            .map(Service::new)
            .toList();

    /**
     * What no metadata of ours and no file of a service names: properties of Spring and of Nacos, and the environment's
     * name, which goes into labels and has no settings record.
     */
    private static final Set<String> KNOWN = Set.of(
            "bi.environment",
            "spring.cloud.nacos.config.server-addr",
            "spring.datasource.password",
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.kafka.bootstrap-servers");

    private static final String LEVELS = "logging.level.";

    static Node defaults() {
        return Node.read("bi-common/src/main/resources/io/bisync/operations/bisync-defaults.yml");
    }

    Node ownFile() {
        return Node.read(name + "/src/main/resources/application.yml");
    }

    boolean hasProperty(String property) {
        return property.startsWith(LEVELS) || properties().contains(property);
    }

    /** Relaxed binding: dots become underscores, dashes vanish or become underscores too, letters grow. */
    boolean hasVariable(String variable) {
        return properties().stream()
                .flatMap(property -> Stream.of(property.replace("-", ""), property.replace('-', '_')))
                .map(property -> property.replace('.', '_').toUpperCase(Locale.ROOT))
                .anyMatch(variable::equals);
    }

    /** What a property is where nobody sets it: by the service's file, the packaged defaults, the settings record. */
    Optional<String> packaged(String property) {
        return Stream.of(ownFile().properties(), defaults().properties(), metadata())
                .map(source -> source.getOrDefault(property, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    int httpPort() {
        return Integer.parseInt(packaged("server.port").orElse("8080"));
    }

    /** Of probes and meters. */
    int managementPort() {
        return Integer.parseInt(packaged("management.server.port").orElseThrow());
    }

    Optional<Integer> grpcPort() {
        return packaged("spring.grpc.server.port").map(Integer::valueOf);
    }

    private Set<String> properties() {
        return Stream.of(KNOWN, metadata().keySet(), ownFile().properties().keySet())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    /** Our settings records, with their defaults. */
    private Map<String, String> metadata() {
        var found = new LinkedHashMap<String, String>();
        for (var module : List.of("bi-common", name)) {
            var file = module + "/target/classes/META-INF/spring-configuration-metadata.json";
            for (var property : Node.readJson(file).at("properties").items()) {
                found.put(
                        property.at("name").text(), property.at("defaultValue").textOr(""));
            }
        }
        return found;
    }
}
