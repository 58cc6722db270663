package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.leke.catalogue.Catalogue;
import io.bisync.topic.TrafficClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NacosTests {

    private static final String FOLDER = "deploy/nacos";

    @Test
    void everyServiceImportsItsDataIdAndThereIsNoOther() {
        assertThat(dataIds())
                .extracting(Checkout::name)
                .containsExactlyInAnyOrderElementsOf(
                        Service.ALL.stream().map(NacosTests::importedDataId).toList());
    }

    @Test
    void everyKeyIsAPropertyOfItsService() {
        for (var file : dataIds()) {
            assertThat(properties(file).keySet())
                    .as(Checkout.name(file))
                    .isNotEmpty()
                    .allMatch(service(file)::hasProperty);
        }
    }

    @Test
    void publishingTheFilesAsTheyAreChangesNothing() {
        for (var file : dataIds()) {
            var given = new TreeMap<>(properties(file));
            given.keySet().removeIf(key -> key.startsWith("logging.level."));
            var packaged = new TreeMap<String, String>();
            given.keySet()
                    .forEach(
                            key -> packaged.put(key, service(file).packaged(key).orElse("")));
            assertThat(given).as(Checkout.name(file)).isEqualTo(packaged);
        }
    }

    @Test
    void aServiceTakesFromNacosWhatItsFileDocumentsAndNothingElse() {
        for (var file : dataIds()) {
            assertThat(service(file).ownFile().at("bi", "nacos", "keys").items())
                    .as(Checkout.name(file))
                    .extracting(Node::text)
                    .containsExactlyInAnyOrderElementsOf(properties(file).keySet());
        }
    }

    /** A service can be told to rest longer or shorter wherever it rests, and is not told of topics that it has none of. */
    @Test
    void everyLingerOfAServicesTopicsCanBeSetInNacosAndNoOther() {
        Map.of(
                        "bi-api-jushuitan",
                        Entities.ALL.stream().map(PulledEntity::loaded).toList(),
                        "bi-api-leke",
                        Catalogue.ALL)
                .forEach((service, entities) -> {
                    Set<String> needed = entities.stream()
                            .flatMap(it -> it.historyTopic() == null
                                    ? Stream.of(it.traffic())
                                    : Stream.of(it.traffic(), TrafficClass.HISTORY))
                            .map(NacosTests::linger)
                            .collect(Collectors.toSet());
                    assertThat(properties(Checkout.path(FOLDER + "/" + service + ".yml")).keySet().stream()
                                    .filter(key -> key.endsWith("linger")))
                            .as(service)
                            .containsExactlyInAnyOrderElementsOf(needed);
                });
    }

    private static String linger(TrafficClass traffic) {
        return switch (traffic) {
            case ORDERS, STOCK -> "bi.loading.linger";
            case OTHER -> "bi.loading.other-linger";
            case HISTORY -> "bi.loading.history-linger";
        };
    }

    @Test
    void noKeyLooksLikeASecret() {
        assertThat(dataIds())
                .flatExtracting(file -> properties(file).keySet())
                .noneMatch(key -> SecretNames.looksLikeOne(key.replace('-', '_').replace('.', '_')));
    }

    @Test
    void theReadmePublishesEveryDataIdIntoTheGroupThatIsImported() {
        var readme = Checkout.text(FOLDER + "/README.md");
        assertThat(readme).contains(Service.ALL.stream().map(Service::name).toList());
        assertThat(readme).contains("group=BISYNC");
        assertThat(readme.lines()).hasSizeLessThanOrEqualTo(20);
    }

    private static List<Path> dataIds() {
        return Checkout.files(FOLDER, ".yml");
    }

    private static Service service(Path file) {
        return new Service(Checkout.name(file).replace(".yml", ""));
    }

    private static Map<String, String> properties(Path file) {
        return Node.readAll(file).getFirst().properties();
    }

    private static String importedDataId(Service service) {
        var own = service.ownFile();
        var imported = own.at("spring", "config", "import").text();
        assertThat(imported).startsWith("optional:nacos:").contains("?group=BISYNC&");
        return imported.substring("optional:nacos:".length(), imported.indexOf('?'))
                .replace(
                        "${spring.application.name}",
                        own.at("spring", "application", "name").text());
    }
}
