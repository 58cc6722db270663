package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StarRocksFilesTests {

    private static final String FOLDER = "deploy/starrocks";

    @Test
    void everyTableAndEveryChangeIsListedInItsKustomization() {
        var listed = new ArrayList<>(List.of("apply.sh", "free.sh"));
        Checkout.files(FOLDER, ".sql").forEach(file -> listed.add(Checkout.name(file)));
        Checkout.files(FOLDER + "/views", ".sql").forEach(file -> listed.add("views/" + Checkout.name(file)));
        Checkout.files(FOLDER + "/changes", ".sql").forEach(file -> listed.add("changes/" + Checkout.name(file)));
        assertThat(Node.read(FOLDER + "/kustomization.yaml")
                        .at("configMapGenerator")
                        .items()
                        .getFirst()
                        .at("files")
                        .texts())
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    /** StarRocks refuses a second ALTER of a table while it works on the first. */
    @Test
    void everyChangeIsOneStatementOfOneTable() {
        assertThat(Checkout.files(FOLDER + "/changes", ".sql"))
                .allSatisfy(file -> assertThat(Checkout.text(file).lines())
                        .filteredOn(line -> line.startsWith("ALTER TABLE ods_"))
                        .hasSize(1));
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
