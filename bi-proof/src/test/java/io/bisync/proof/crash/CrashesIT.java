package io.bisync.proof.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.bisync.loading.kafka.LoadingProperties.GroupProtocol;
import io.bisync.proof.crash.member.CrashPoint;
import io.bisync.proof.crash.member.Mutation;
import io.bisync.proof.faults.FaultReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A share of {@code ./bi faults}, and the proof that its checker sees what it has to see. */
class CrashesIT {

    private static final int POINTS = CrashPoint.values().length;
    private static final int EACH = 2;
    private static final int LEAST = 1;
    /** Several for each lane, as lanes differ: one death may do no harm, for example where its orders come again. */
    private static final int LIES = 16;

    @TempDir
    private static Path folder;

    private static Crashes crashes;

    private final List<String> lines = new ArrayList<>();
    private final FaultReport report = new FaultReport(lines::add);

    @BeforeAll
    static void open() {
        // Hundreds of expected failures: nobody reads their log.
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        ((Logger) LoggerFactory.getLogger("io.bisync.loading")).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
        crashes = Crashes.open(folder, _ -> {});
    }

    @AfterAll
    static void close() {
        crashes.close();
    }

    @Test
    void nothingIsLostDoubledOrOutOfOrderAtWhateverStepAWorkerDies() {
        var tally = crashes.inThisJvm(1, EACH * POINTS, report);

        assertThat(report.good()).as(String.join("\n", lines)).isTrue();
        assertThat(lines)
                .filteredOn(it -> it.startsWith("crashes C"))
                .hasSize(POINTS)
                .allSatisfy(it -> assertThat(it).containsPattern("struck [" + LEAST + "-9]"));
        assertThat(tally.struck(GroupProtocol.CLASSIC)).isGreaterThanOrEqualTo(LEAST * POINTS / 2);
        assertThat(tally.struck(GroupProtocol.CONSUMER)).isGreaterThanOrEqualTo(LEAST * POINTS / 2);
    }

    @Test
    void norWhenProcessesAreKilledHaltedOrPaused() {
        crashes.ofProcesses(1, 10, report);

        assertThat(report.good()).as(String.join("\n", lines)).isTrue();
        assertThat(lines).anySatisfy(it -> assertThat(it).contains("K03", "struck 1,"));
        assertThat(lines).anySatisfy(it -> assertThat(it).contains("SIGKILL", "struck 6,"));
    }

    @Test
    void aCommitBeforeItsLoadsIsSeenAsLoss() {
        var found = crashes.lie(Mutation.COMMITS_BEFORE_LOADING, Episode.at(CrashPoint.C03, 1, LIES));

        assertThat(found.all().lost()).isPositive();
    }

    @Test
    void aNewLabelForEveryAttemptIsSeenAsDoubling() {
        var found = crashes.lie(Mutation.NEW_LABEL_EVERY_TIME, Episode.at(CrashPoint.C09, 1, LIES));

        assertThat(found.all().doubled()).isPositive();
        assertThat(found.all().lost()).isZero();
    }

    @Test
    void rowsThatReplaceNewerOnesAreSeenAsOutOfOrder() {
        var found = crashes.lie(Mutation.NO_MERGE_CONDITION, Episode.at(CrashPoint.C11, 1, LIES));

        assertThat(found.all().outOfOrder()).isPositive();
    }
}
