package io.bisync.proof.deploy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A service as it is started somewhere: its environment, and where files are mounted. A secret's value is empty here. */
record ServiceProcess(String where, Service service, Map<String, String> environment, Set<String> mounts) {

    static List<ServiceProcess> all() {
        return Stream.of(compose(), base(), example()).flatMap(List::stream).toList();
    }

    static List<ServiceProcess> compose() {
        return Compose.ours().entrySet().stream()
                .map(entry -> new ServiceProcess(
                        "compose " + entry.getKey(),
                        new Service(
                                entry.getValue().at("build", "args", "SERVICE").text()),
                        Compose.environment(entry.getValue()),
                        Set.copyOf(entry.getValue().at("secrets").texts().stream()
                                .map(secret -> "/run/secrets/" + secret)
                                .toList())))
                .toList();
    }

    static List<ServiceProcess> base() {
        return kubernetes("base", Workload.configMaps(Workload.BASE));
    }

    static List<ServiceProcess> example() {
        var maps = Workload.configMaps(Workload.BASE);
        Workload.configMaps(Workload.OVERLAY)
                .forEach((name, values) -> maps.computeIfAbsent(name, missing -> new LinkedHashMap<>())
                        .putAll(values));
        return kubernetes("example", maps);
    }

    private static List<ServiceProcess> kubernetes(String where, Map<String, Map<String, String>> maps) {
        return Workload.all().stream()
                .flatMap(workload -> workload.service().stream()
                        .map(service -> new ServiceProcess(
                                where + " " + workload.name(),
                                service,
                                environment(workload.container(), maps),
                                mounts(workload))))
                .toList();
    }

    private static Map<String, String> environment(Node container, Map<String, Map<String, String>> maps) {
        var environment = new LinkedHashMap<String, String>();
        for (var from : container.at("envFrom").items()) {
            var map = from.at("configMapRef", "name").text();
            environment.putAll(maps.getOrDefault(map, Map.of("UNKNOWN_CONFIG_MAP_" + map, "")));
        }
        for (var variable : container.at("env").items()) {
            // A Secret that need not be there tells nothing where it is not; what a pod is told of itself goes into
            // arguments.
            if (variable.at("valueFrom", "secretKeyRef", "optional").exists()
                    || variable.at("valueFrom", "fieldRef").exists()) {
                continue;
            }
            environment.put(variable.at("name").text(), variable.at("value").textOr(""));
        }
        return environment;
    }

    /** With the files of a Secret by the names of its keys in the README, which is where they are agreed. */
    private static Set<String> mounts(Workload workload) {
        var mounts = new HashSet<String>();
        for (var mount : workload.container().at("volumeMounts").items()) {
            for (var volume : workload.pod().at("volumes").items()) {
                if (volume.at("name").text().equals(mount.at("name").text())
                        && volume.at("secret").exists()) {
                    var secret = volume.at("secret", "secretName").text();
                    SecretTable.read()
                            .getOrDefault(secret, Set.of())
                            .forEach(key -> mounts.add(mount.at("mountPath").text() + "/" + key));
                }
            }
        }
        return mounts;
    }
}
