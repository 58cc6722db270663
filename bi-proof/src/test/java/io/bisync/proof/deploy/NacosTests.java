package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
