package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StarRocksFilesTests {

    private static final String FOLDER = "deploy/starrocks";

    @Test
    void everyTableIsListedInItsKustomization() {
        assertThat(Node.read(FOLDER + "/kustomization.yaml")
                        .at("configMapGenerator")
                        .items()
                        .getFirst()
                        .at("files")
                        .texts())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(Checkout.files(FOLDER, ".sql").stream()
                        .map(Checkout::name)
                        .toList());
    }

    /** The number of replicas is the cluster's own business. */
    @Test
    void noTableSaysHowOftenItIsKept() {
        var files = Stream.of(Checkout.files(FOLDER, ".sql"), Checkout.files(FOLDER + "/changes", ".sql"))
                .flatMap(found -> found.stream())
                .toList();
        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).content().doesNotContainIgnoringCase("replication_num"));
    }

    /** A job that is run again must not fail on what is there. */
    @Test
    void everyStatementMayBeRunAgain() {
        assertThat(Checkout.files(FOLDER, ".sql"))
                .allSatisfy(file -> assertThat(file)
                        .content()
                        .doesNotContainPattern("CREATE TABLE (?!IF NOT EXISTS)")
                        .doesNotContainPattern("CREATE VIEW"));
    }
}
