package io.bisync.proof.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.dictionary.Dictionary;
import io.bisync.table.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueFilesTests {

    private static final Path CHECKOUT =
            Path.of(Objects.requireNonNull(System.getProperty("bisync.root"), "-Dbisync.root is not set"));

    @Test
    void everyFileIsAsTheVerbEntityWritesIt() {
        CatalogueFiles.ofCheckout(CatalogueFilesTests::text)
                .forEach((path, content) -> assertThat(text(path))
                        .as("%s; ./bi entity writes it", path)
                        .isEqualTo(content));
    }

    @Test
    void noTableLiesThereThatNobodyDeclares() throws IOException {
        try (var files = Files.list(CHECKOUT.resolve("deploy/starrocks"))) {
            assertThat(files.map(it -> "deploy/starrocks/" + it.getFileName()).filter(it -> it.contains("/ods_")))
                    .isSubsetOf(CatalogueFiles.of(CatalogueFilesTests::text).keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("entities")
    void everyColumnHasAMeaningInBothLanguages(Entity entity) {
        assertThat(Dictionary.of(entity).withoutMeaning()).isEmpty();
    }

    @Test
    void theListOfFilesKeepsItsOtherLines() {
        var other = CatalogueFiles.of(path -> path.equals(CatalogueFiles.KUSTOMIZATION) ? """
                  - apply.sh
                  - free.sh
                  - ods_gone.sql
                  - changes/001.sql
            """ : text(path));
        assertThat(other.get(CatalogueFiles.KUSTOMIZATION))
                .contains(
                        "      - free.sh\n      - ods_",
                        "      - ods_jushuitan_order.sql\n",
                        "      - changes/001.sql\n")
                .doesNotContain("ods_gone");
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionOfKafkaHasATestThatExists(KafkaOptions.Option option) throws IOException {
        var test = option.test().split("#");
        assertThat(test).as(option.toString()).hasSize(2);
        try (var files = Files.walk(CHECKOUT.resolve("bi-common/src/test/java"))) {
            assertThat(files.filter(it -> it.endsWith(test[0] + ".java")))
                    .as(option.test())
                    .singleElement()
                    .satisfies(it -> assertThat(Files.readString(it)).contains("void " + test[1] + "("));
        }
    }

    static Stream<KafkaOptions.Option> options() {
        return KafkaOptions.of(text(KafkaOptions.DATA)).stream();
    }

    static Stream<Entity> entities() {
        return CatalogueFiles.DECLARED.stream();
    }

    private static String text(String path) {
        try {
            return Files.readString(CHECKOUT.resolve(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
