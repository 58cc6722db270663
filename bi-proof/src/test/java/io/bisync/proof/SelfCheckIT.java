package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The check is checked: on one small demo that stands still, everything that must not go unnoticed is done and undone. */
class SelfCheckIT {

    @Test
    void everyTamperingEndsTheCheckWithItsOwnCodeAndIsNamed() {
        var check = CheckProcess.run("self-check", "--self-check");

        assertThat(check.exitCode()).as(check.output()).isZero();
        assertThat(check.output())
                .containsPattern("ok +A history load that is killed at half repeats one window at most")
                .containsPattern("a row deleted: exit code 10: jushuitan_purchase_item \\S+ is missing")
                .containsPattern("an amount changed: exit code 11: jushuitan_inventory \\S+: qty is ")
                .containsPattern("an older version put in: exit code 12: jushuitan_order \\S+: record_version is ")
                .containsPattern("a dead letter too many: exit code 13: \\S+ was rejected and is no poison")
                .containsPattern("a personal mark planted: exit code 14: the row \\S+ of ods_jushuitan_order");
    }
}
