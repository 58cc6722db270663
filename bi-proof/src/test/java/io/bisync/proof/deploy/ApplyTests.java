package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.deploy.PlayedStarRocks.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/starrocks/apply.sh}: what is applied when. */
class ApplyTests {

    private static final String CHANGE = "ALTER TABLE ods_leke_order ADD COLUMN note VARCHAR(64) NULL;\n";

    @TempDir
    private Path folder;

    private Path tables;
    private PlayedStarRocks starRocks;

    @BeforeEach
    void aReleaseOfOneTable() throws IOException {
        tables = Files.createDirectories(folder.resolve("tables"));
        starRocks = new PlayedStarRocks(folder);
        write(tables.resolve("ods_leke_order.sql"), "CREATE TABLE IF NOT EXISTS ods_leke_order (id BIGINT);\n");
    }

    @Test
    void aNewTableContainsTheChangesThatItsFileHas() throws Exception {
        write(tables.resolve("001.sql"), CHANGE);

        assertThat(apply().code()).isZero();

        assertThat(altered()).isEmpty();
        assertThat(state("001")).startsWith("contained ");
    }

    @Test
    void viewsOnTopOfViewsComeAfterAllTablesInACheckoutAndInAConfigMap() throws Exception {
        write(tables.resolve("jushuitan_sale.sql"), "CREATE OR REPLACE VIEW jushuitan_sale AS SELECT 1;\n");
        write(
                Files.createDirectories(tables.resolve("views")).resolve("a_view.sql"),
                "CREATE OR REPLACE VIEW a_view AS SELECT 1;\n");

        assertThat(apply().printed())
                .containsSubsequence("ods_leke_order.sql\n", "jushuitan_sale.sql\n", "a_view.sql\n");
    }

    @Test
    void aChangeIsAppliedOnceHoweverOftenTheScriptRuns() throws Exception {
        apply();
        write(tables.resolve("001.sql"), CHANGE);

        assertThat(apply().code()).isZero();
        assertThat(apply().code()).isZero();

        assertThat(altered()).isEqualTo(CHANGE);
        assertThat(state("001")).startsWith("applied ");
    }

    @Test
    void aChangeThatBeganAndDidNotEndIsNeverRepeatedByItself() throws Exception {
        apply();
        write(tables.resolve("001.sql"), CHANGE);
        starRocks.tell("die", "");
        assertThat(apply().code()).isNotZero();
        starRocks.forget("die");

        var again = apply();

        assertThat(again.code()).isNotZero();
        assertThat(again.printed()).contains("Change 001 of ods_leke_order began", "DESC bi.ods_leke_order");
        assertThat(altered()).isEqualTo(CHANGE);
    }

    @Test
    void aChangeThatIsEditedAfterItWasAppliedIsRefused() throws Exception {
        apply();
        write(tables.resolve("001.sql"), CHANGE);
        apply();
        write(tables.resolve("001.sql"), CHANGE.replace("64", "128"));

        var edited = apply();

        assertThat(edited.code()).isNotZero();
        assertThat(edited.printed()).contains("Change 001 was edited");
    }

    @Test
    void aChangeThatStarRocksCancelsStopsTheRelease() throws Exception {
        apply();
        write(tables.resolve("001.sql"), CHANGE);
        starRocks.tell("alter-state", "CANCELLED");

        assertThat(apply().printed()).contains("cancelled the ALTER of ods_leke_order");
        assertThat(state("001")).startsWith("began ");
    }

    private Run apply() throws IOException, InterruptedException {
        return starRocks.run("apply.sh", tables.toString());
    }

    private String altered() throws IOException {
        return starRocks.noted("altered");
    }

    private String state(String change) throws IOException {
        return starRocks.noted("changes/" + change);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
