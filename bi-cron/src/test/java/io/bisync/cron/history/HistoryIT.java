package io.bisync.cron.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The job as CronJobs run it: a process with arguments and an exit code, against a real PostgreSQL. */
class HistoryIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int WINDOWS = 8;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static LocalPostgres postgres;

    private static int databases;

    private WindowsServer windows;
    private String database;
    private int runs;

    @BeforeAll
    static void startPostgres() {
        postgres = LocalPostgres.start(folder.resolve("postgres"));
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @BeforeEach
    void startServer() throws IOException {
        windows = new WindowsServer();
        database = "history_" + ++databases;
        postgres.createDatabase(database);
    }

    @AfterEach
    void stopServer() {
        windows.close();
    }

    @Test
    void loadsEveryWindowOnceInOrderAndEndsWithZero() throws IOException {
        ChildProcess run = start();

        assertThat(run.awaitExit(LIMIT)).isZero();
        assertThat(windows.asked()).isEqualTo(everyWindow());
        assertThat(windows.token()).isEqualTo("Bearer cron-token");
        assertThat(Files.readString(run.log()))
                .contains("Published window 8 of 8")
                .doesNotContain("cron-token");

        assertThat(start("entity=order,shop").awaitExit(LIMIT))
                .as("asked again, with another entity")
                .isZero();
        assertThat(windows.entities())
                .hasSize(2 * WINDOWS)
                .containsSubsequence("order", "shop")
                .doesNotContainSubsequence("shop", "order");
    }

    @Test
    void aKilledRunContinuesAndRepeatsOneWindowAtMost() throws InterruptedException {
        windows.holdAt(4);
        ChildProcess run = start();
        windows.awaitHeld();
        run.kill();

        assertThat(start().awaitExit(LIMIT)).isZero();
        assertThat(windows.asked()).hasSizeLessThanOrEqualTo(WINDOWS + 1);
        assertThat(new HashSet<>(windows.asked())).isEqualTo(new HashSet<>(everyWindow()));
    }

    @Test
    void aSecondProcessLeavesTheFirstAlone() throws InterruptedException {
        windows.holdAt(2);
        try (ChildProcess first = start()) {
            windows.awaitHeld();

            assertThat(start().awaitExit(LIMIT)).isEqualTo(HistoryOutcome.RUNNING_ELSEWHERE.exitCode());
            assertThat(windows.asked()).hasSize(2);
            first.kill();
        }
    }

    @Test
    void anUnavailableServiceIsAskedAgainAndAMissingCursorEndsWithItsOwnCode() {
        windows.failNext(Status.UNAVAILABLE, Status.RESOURCE_EXHAUSTED);
        assertThat(start().awaitExit(LIMIT)).isZero();
        assertThat(windows.asked()).hasSize(WINDOWS + 2);

        windows.failNext(Status.FAILED_PRECONDITION.withDescription("no live cursor yet"));
        assertThat(start("run=again").awaitExit(LIMIT)).isEqualTo(HistoryOutcome.NOT_READY.exitCode());
        assertThat(start("run=again").awaitExit(LIMIT)).isZero();
    }

    @Test
    void aRestartWithOtherWindowsBeginsAnewAndSkipsNothing() throws InterruptedException {
        windows.holdAt(6);
        ChildProcess run = start();
        windows.awaitHeld();
        run.kill();
        int before = windows.asked().size();

        assertThat(start("--bi.history.window=4d").awaitExit(LIMIT)).isZero();
        assertThat(windows.asked().subList(before, windows.asked().size()))
                .isEqualTo(request().window().cut(Duration.ofDays(4)));
    }

    @Test
    void wrongArgumentsEndBeforeAnythingStarts() {
        assertThat(start("account=9").awaitExit(LIMIT)).as("given twice").isEqualTo(HistoryOutcome.USAGE.exitCode());
        assertThat(start("until=tomorrow").awaitExit(LIMIT)).isEqualTo(HistoryOutcome.USAGE.exitCode());
        assertThat(windows.asked()).isEmpty();
    }

    private ChildProcess start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CronProcess.class.getName(),
                "account=7",
                "from=2026-11-01",
                "to=2026-11-09"));
        arguments.addAll(List.of(more));
        if (arguments.stream().noneMatch(argument -> argument.startsWith("entity="))) {
            arguments.add("entity=order");
        }
        return ChildProcess.start(Program.java("bi-cron-" + ++runs, folder.resolve(database), arguments)
                .withEnvironment(Map.of(
                        "SPRING_DATASOURCE_URL",
                        postgres.jdbcUrl(database),
                        "SPRING_DATASOURCE_USERNAME",
                        postgres.user(),
                        "SPRING_DATASOURCE_PASSWORD",
                        postgres.password(),
                        "BI_BASIC_TOKEN",
                        "cron-token",
                        "LOGGING_CONFIG",
                        "classpath:logback-process.xml",
                        "BI_HISTORY_FIRSTPAUSE",
                        "10ms",
                        "SPRING_GRPC_CLIENT_CHANNEL_JUSHUITAN_TARGET",
                        "static://127.0.0.1:" + windows.port())));
    }

    private static List<Window> everyWindow() {
        return request().window().cut(Duration.ofDays(1));
    }

    private static HistoryRequest request() {
        return HistoryRequest.parse(
                        List.of("account=7", "entity=order", "from=2026-11-01", "to=2026-11-09"),
                        InstantSource.system())
                .getFirst();
    }
}
