package io.bisync.proof.pull;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How old changes are when they are read, over all changes of 22 entities that change at random. */
class StalenessTests {

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.bisync.proof.pull.Activity#all")
    void theScheduleIsCloseToTheBestThatKnowsEveryRate(Activity activity, TestReporter told) {
        var staleness = Staleness.of(activity);

        told.publishEntry(activity.name(), staleness.toString());
        assertThat(staleness.ratio()).as(activity.name()).isBetween(0.95, 1.15);
        assertThat(staleness.clairvoyant()).as("the bound").isLessThan(staleness.fixed());
    }
}
