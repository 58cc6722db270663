package io.bisync.cron.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.MovableClock;
import io.bisync.account.rest.ControlPlaneAutoConfiguration;
import io.bisync.run.Finding;
import io.bisync.run.RunKind;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import io.bisync.run.RunStatus;
import io.bisync.run.RunStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** Command lines and their exit codes, over bi-basic's REST. */
@ExtendWith(OutputCaptureExtension.class)
class RunCommandLineTests {

    private static final LoggingSystem LOGGING = LoggingSystem.get(RunCommandLineTests.class.getClassLoader());
    private static final String PACKAGE = RunCommandLineTests.class.getPackageName();
    private static final String[] REQUEST = {"account=7", "entity=order", "from=-3d"};
    private static final RunRequest ASKED =
            new RunRequest(RunKind.HISTORY, "jushuitan", List.of("7"), List.of("order"), "-3d", null, false, null);
    private static final RunStatus BEGUN = Example.status(State.RUNNING, Example.part("7", "order", 0, 0));
    private static final RunStatus COMPLETE = Example.status(State.COMPLETE, Example.part("7", "order", 3, 0));

    private PlayedBasic basic;

    /** Tests are quieter than a pod. */
    @BeforeEach
    void logAsAPodDoes() {
        LOGGING.setLogLevel(PACKAGE, LogLevel.INFO);
    }

    @AfterEach
    void logAsTestsDo() {
        LOGGING.setLogLevel(PACKAGE, null);
    }

    @BeforeEach
    void startBasic() throws IOException {
        basic = new PlayedBasic();
    }

    @AfterEach
    void stopBasic() {
        basic.close();
    }

    @Test
    void aRunIsPlannedBegunOnceAndWatchedToItsEnd(CapturedOutput output) {
        basic.on("POST /api/runs/plan", Example.plan())
                .onFail("POST /api/runs", 503, "BI-ACCOUNT-01", "busy")
                .on("POST /api/runs", BEGUN)
                .on("GET /api/runs/12", COMPLETE);

        assertThat(run(REQUEST)).isEqualTo(Outcome.COMPLETED.exitCode());

        assertThat(basic.questions())
                .extracting(PlayedBasic.Question::what)
                .containsExactly("POST /api/runs/plan", "POST /api/runs", "POST /api/runs", "GET /api/runs/12");
        assertThat(basic.questions().subList(1, 3))
                .extracting(PlayedBasic.Question::key)
                .doesNotContainNull()
                .satisfies(keys -> assertThat(keys.getFirst()).isEqualTo(keys.getLast()));
        assertThat(JsonMapper.shared().readValue(basic.questions().get(1).body(), RunRequest.class))
                .isEqualTo(ASKED);
        assertThat(output)
                .contains("13 slices, about 1,200 rows", "Account 7 order: 3 of 3 slices loaded", "Run 12 is complete")
                .doesNotContain(PlayedBasic.TOKEN);
    }

    @Test
    void aPlanIsATableAndNothingIsBegun(CapturedOutput output) {
        basic.on("POST /api/runs/plan", Example.plan());

        assertThat(run("plan", "account=7", "entity=order", "from=-3d")).isZero();

        assertThat(output).contains("14 d in run 11, 9", "Nothing was begun");
        assertThat(basic.questions()).hasSize(1);
    }

    @Test
    void aProgramReadsTheAnswerItself(CapturedOutput output) {
        basic.on("POST /api/runs/plan", Example.plan()).on("GET /api/runs/12", BEGUN);

        assertThat(run("plan", "account=7", "entity=order", "from=-3d", "--json"))
                .isZero();
        assertThat(run("status", "run=12", "--json")).isZero();

        var lines = output.getOut().lines().filter(line -> line.startsWith("{")).toList();
        assertThat(JsonMapper.shared().readValue(lines.getFirst(), RunPlan.class))
                .isEqualTo(Example.plan());
        assertThat(JsonMapper.shared().readValue(lines.getLast(), RunStatus.class))
                .isEqualTo(BEGUN);
        assertThat(output).doesNotContain("Nothing was begun");
    }

    @Test
    void aPauseIsSaidAndNotWaitedForAndAfterAResumeTheEndIs(CapturedOutput output) {
        basic.on("POST /api/runs/12/signals", Example.status(State.PAUSED), BEGUN)
                .on("GET /api/runs/12", COMPLETE);

        assertThat(run("pause", "run=12", "reason=stocktaking")).isZero();
        assertThat(basic.questions())
                .singleElement()
                .satisfies(it -> assertThat(it.body()).contains("\"PAUSE\"", "\"stocktaking\""));
        assertThat(run("resume", "run=12")).isZero();
        assertThat(output).contains("is PAUSED", "Run 12 is complete");
    }

    @Test
    void aVerificationIsBegunWatchedAndEndsWithWhatItFound(CapturedOutput output) {
        basic.on("POST /api/runs/plan", Example.plan())
                .on("POST /api/runs", Example.status(State.RUNNING, Example.part("7", "order", 0, 0)))
                .on("GET /api/runs/12", Example.compared(RunKind.VERIFY, 0, Example.found(Finding.Sort.MISSING, 1, 2)));

        assertThat(run("verify", "account=7", "entity=order", "from=-3d", "deep"))
                .isEqualTo(Outcome.DIFFERENT.exitCode());
        assertThat(basic.questions())
                .filteredOn(it -> it.what().equals("POST /api/runs"))
                .singleElement()
                .satisfies(it -> assertThat(it.body()).contains("\"VERIFY\"", "\"deep\":true"));
        assertThat(output).contains("Account 7 order: 3 of 3 slices compared", "2 rows missing in StarRocks");
    }

    @Test
    void aPodThatIsStartedAgainFollowsItsRedriveThoughItsLettersAreSent() {
        basic.onFail("POST /api/runs/plan", 409, RunCommandLine.NOTHING_TO_SEND, "No letter is left to send")
                .on("POST /api/runs", BEGUN)
                .on("GET /api/runs/12", Example.compared(RunKind.REDRIVE, 1));

        assertThat(run("redrive", "letters=all", "key=job-7")).isEqualTo(Outcome.COMPLETED.exitCode());
    }

    @Test
    void whereNoLetterIsLeftNothingIsToBeDone(CapturedOutput output) {
        basic.onFail("POST /api/runs/plan", 409, RunCommandLine.NOTHING_TO_SEND, "No letter is left to send")
                .onFail("POST /api/runs", 409, RunCommandLine.NOTHING_TO_SEND, "No letter is left to send");

        assertThat(run("redrive", "letters=all")).isEqualTo(Outcome.COMPLETED.exitCode());
        assertThat(output).containsOnlyOnce("No letter is left to send");
    }

    @Test
    void whatOthersLoadEndsAtOnceWithItsOwnCode(CapturedOutput output) {
        basic.on("POST /api/runs/plan", Example.plan())
                .onFail("POST /api/runs", 409, RunCommandLine.UNDERWAY, "Runs 9 and 11 load all of it");

        assertThat(run(REQUEST)).isEqualTo(Outcome.RUNNING_ELSEWHERE.exitCode());
        assertThat(output).contains("Runs 9 and 11 load all of it");
    }

    @Test
    void aRefusalIsAQuestionOfTheArgumentsOrOfTheTimeOrOfTheToken(CapturedOutput output) {
        basic.on("POST /api/runs/plan", Example.plan())
                .onFail("POST /api/runs", 409, RunCommandLine.NOT_LIVE_YET, "no cursor yet");
        assertThat(run(REQUEST)).isEqualTo(Outcome.NOT_READY.exitCode());

        basic.onFail("GET /api/runs/13", 404, "BI-BASIC-98", "There is no run 13");
        assertThat(run("status", "run=13")).isEqualTo(Outcome.USAGE.exitCode());
        assertThat(run("launch")).isEqualTo(Outcome.USAGE.exitCode());

        assertThat(outcome("another-token", "status", "run=12")).isEqualTo(Outcome.FAILED.exitCode());
        assertThat(output)
                .contains("no cursor yet", "There is no run 13", "Cannot use the argument 'launch'", "usage: [run]")
                .contains("BI-ACCOUNT-02")
                .doesNotContain("another-token");
    }

    private int run(String... arguments) {
        return outcome(PlayedBasic.TOKEN, arguments);
    }

    private int outcome(String token, String... arguments) {
        var code = new int[1];
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ControlPlaneAutoConfiguration.class))
                .withUserConfiguration(RunConfiguration.class)
                .withBean(MovableClock.class, () -> new MovableClock(Example.BEGUN))
                .withPropertyValues(
                        "bi.basic.url=" + basic.url(),
                        "bi.basic.token=" + token,
                        "bi.history.interval=" + Duration.ofSeconds(1))
                .run(context -> {
                    var commandLine = context.getBean(RunCommandLine.class);
                    commandLine.run(new DefaultApplicationArguments(arguments));
                    code[0] = commandLine.getExitCode();
                });
        return code[0];
    }
}
