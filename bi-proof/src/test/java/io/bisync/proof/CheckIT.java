package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.finding.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code ./bi demo --check} as a person runs it: a process that ends with a verdict and an exit code. Here it is checked
 * itself, and the services that it starts were built without one of the entities that they sync.
 */
class CheckIT {

    /** One of each way to be asked for and versioned, and the added one; without this option the check takes all of them. */
    private static final String ENTITIES = "order,sales_out,purchase,inventory,shop,coupon";

    private static CheckProcess check;

    @BeforeAll
    static void run() {
        check = CheckProcess.run("check", AddedEntity.prepare(), "--self-check", "--entities", ENTITIES);
    }

    @Test
    void bothSidesAgreeAfterAnEventfulWhile() {
        assertThat(check.exitCode()).as(check.output()).isZero();
        assertThat(check.output())
                .contains("Both sides agree.")
                .containsPattern("ok +A history whose watcher is killed goes on, and each page is asked for once");
    }

    @Test
    void whatIsLoadedAgainIsAsAtTheErp() {
        assertThat(check.output())
                .containsPattern(
                        "ok +A replay fills a new column, and its rehearsal says so and changes nothing: [1-9]")
                .containsPattern("ok +A dead letter that can be loaded by now is loaded by a redrive, and sent once: ");
    }

    @Test
    void everyTamperingEndsTheCheckWithItsOwnCodeAndIsNamed() {
        assertThat(check.output())
                .containsPattern("a row deleted: exit code 10: jushuitan_coupon_use \\S+ is missing")
                .containsPattern("an amount changed: exit code 11: jushuitan_coupon \\S+: amount is ")
                .containsPattern("an older version put in: exit code 12: jushuitan_order \\S+: record_version is ")
                .containsPattern("a dead letter too many: exit code 13: \\S+ was rejected and is no poison")
                .containsPattern("a personal mark planted: exit code 14: the row \\S+ of ods_jushuitan_order")
                .containsPattern("ok +The check finds nothing once all of it is undone");
    }

    /** Of every entity, the added one too: only then all these codes come about, and only these. */
    @Test
    void everyPoisonIsSetAsideUnderTheCodeOfItsDefect() {
        assertThat(check.output())
                .containsPattern(
                        "ok +The dead letters are exactly the poison: \\d+ records, 33 rows of Jushuitan among them,"
                                + " \\[BI-TABLE-01, BI-TABLE-05, BI-TABLE-07, BI-TABLE-08, BI-TABLE-10, BI-TABLE-11,"
                                + " BI-TABLE-12, BI-TABLE-15]");
    }

    @Test
    void anEntityIsAddedByItsDeclarationItsDictionaryAndALineInAList() {
        assertThat(check.output())
                .containsPattern("ok +Every entity that is declared can be checked: .*jushuitan coupon.*; nobody")
                .containsPattern("ok +The view jushuitan_coupon has the rows of the ERP: [1-9]")
                .containsPattern("ok +Every row of jushuitan_coupon is of the ERP's version: [1-9]")
                .containsPattern("ok +The view jushuitan_coupon equals the truth: [1-9]\\S* rows, \\d+ columns")
                .containsPattern("ok +The view jushuitan_coupon_use has the rows of the ERP: [1-9]")
                .containsPattern("ok +The view jushuitan_coupon_use equals the truth: [1-9]");
    }

    @Test
    void wrongArgumentsEndWithTheUsageAndEveryExitCode() {
        var usage = CheckProcess.run("usage", "--orders", "many");

        assertThat(usage.exitCode()).isEqualTo(2);
        assertThat(usage.output())
                .contains("'--orders': 'many' is not an int")
                .contains(Shell.run("cat bi-proof/help/check.txt"));
        for (Verdict verdict : Verdict.values()) {
            assertThat(usage.output()).containsPattern("(?m)^ +%d +\\w".formatted(verdict.code()));
        }
    }
}
