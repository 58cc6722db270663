package io.bisync.cron.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.cron.CronApplication;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import io.bisync.run.RunStatus;
import io.bisync.run.RunStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The process as CronJobs run it: arguments, an exit code, and nobody beside it but bi-basic. */
class CronIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final RunStatus BEGUN = Example.status(State.RUNNING, Example.part("7", "order", 1, 0));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private PlayedBasic basic;

    @BeforeEach
    void startBasic() throws IOException {
        basic = new PlayedBasic().on("POST /api/runs/plan", Example.plan()).on("POST /api/runs", BEGUN);
    }

    @AfterEach
    void stopBasic() {
        basic.close();
    }

    /** Each look asks four times by itself. */
    @Test
    void whileBasicIsAwayTheWatchGoesOnAndTheRunsEndIsTheExitCode() throws IOException {
        for (int i = 0; i < 5; i++) {
            basic.onFail("GET /api/runs/12", 503, "BI-ACCOUNT-01", "starting");
        }
        basic.on("GET /api/runs/12", Example.status(State.FAILED, Example.part("7", "order", 2, 1)));

        try (var run = start()) {
            assertThat(run.awaitExit(LIMIT)).isEqualTo(Outcome.FAILED.exitCode());
            assertThat(Files.readString(run.log()))
                    .containsOnlyOnce("starting")
                    .contains("bi-basic answers again", "Account 7 order: 2 of 3 slices loaded", "again run=12")
                    .doesNotContain(PlayedBasic.TOKEN);
        }
    }

    @Test
    void aTermEndsTheWatchingAndSaysThatTheRunGoesOn() throws IOException, InterruptedException {
        basic.on("GET /api/runs/12", BEGUN);

        try (var run = start()) {
            basic.awaitWatched();
            run.signal("TERM");

            assertThat(run.awaitExit(LIMIT)).isEqualTo(Outcome.STOPPED.exitCode());
            assertThat(Files.readString(run.log())).contains("Run 12 goes on; watch it with: status run=12");
        }
        assertThat(basic.questions())
                .as("only a person pauses or cancels")
                .noneMatch(it -> it.what().endsWith("/signals"));
    }

    private ChildProcess start() {
        return ChildProcess.start(Program.java(
                        "bi-cron",
                        folder,
                        List.of(
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                CronApplication.class.getName(),
                                "account=7",
                                "entity=order",
                                "from=-3d",
                                "--bi.history.interval=1s"))
                .withEnvironment(Map.of(
                        "BI_BASIC_URL",
                        basic.url(),
                        "BI_BASIC_TOKEN",
                        PlayedBasic.TOKEN,
                        // The job's jar has no Kafka; the class path of tests has.
                        "SPRING_AUTOCONFIGURE_EXCLUDE",
                        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
                        "LOGGING_CONFIG",
                        "classpath:logback-process.xml")));
    }
}
