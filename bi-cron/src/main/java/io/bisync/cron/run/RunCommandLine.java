package io.bisync.cron.run;

import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.run.Coverage;
import io.bisync.run.RunRequest;
import io.bisync.run.RunStatus;
import io.bisync.run.Runs;
import java.io.Console;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Does what the command line asks for, once, and ends with an exit code. */
final class RunCommandLine implements ApplicationRunner, ExitCodeGenerator {

    private static final Logger log = LoggerFactory.getLogger(RunCommandLine.class);
    /** As REST spells it. */
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What refuses whoever asks, whatever it is: not the arguments' fault. */
    private static final String OF_THE_CALLER = "BI-ACCOUNT-";

    /** No part of what was asked for has a live cursor yet. */
    static final String NOT_LIVE_YET = "BI-BASIC-53";

    /** Other runs load all that is left. */
    static final String UNDERWAY = "BI-BASIC-55";

    /** No dead letter is left that could be sent. */
    static final String NOTHING_TO_SEND = "BI-BASIC-63";

    private final Runs runs;
    private final RunJob job;
    private final HistoryProperties settings;
    private final InstantSource clock;
    private final boolean terminal;
    private Outcome outcome = Outcome.FAILED;

    RunCommandLine(Runs runs, RunJob job, HistoryProperties settings, InstantSource clock) {
        this.runs = runs;
        this.job = job;
        this.settings = settings;
        this.clock = clock;
        terminal = onTerminal();
    }

    /** Whether a person looks. */
    @SuppressWarnings("SystemConsoleNull") // null where the JDK was told to use its own console
    static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public void run(ApplicationArguments arguments) throws JobExecutionException {
        var ending = ending(arguments);
        outcome = ending.outcome();
        say(level(outcome), ending.words());
        job.said(outcome);
    }

    @Override
    public int getExitCode() {
        return outcome.exitCode();
    }

    private Ending ending(ApplicationArguments arguments) throws JobExecutionException {
        try {
            return carryOut(Arguments.parse(arguments.getNonOptionArgs(), arguments.containsOption("json")));
        } catch (UsageException wrong) {
            return new Ending(Outcome.USAGE, wrong.getMessage() + "\n" + UsageException.USAGE);
        } catch (ControlPlaneUnavailableException away) {
            return Ending.of(Outcome.FAILED, away);
        } catch (ControlPlaneRefusedException refused) {
            return Ending.of(refused(refused.code()), refused);
        }
    }

    private Ending carryOut(Command command) throws JobExecutionException {
        return switch (command) {
            case Command.Plan(var request, boolean json) -> {
                var plan = runs.plan(request);
                yield answered(plan, json, PlanText.of(request, plan));
            }
            case Command.Begin(String key, var request) -> {
                sayPlan(request);
                yield drive(runs.begin(key, request));
            }
            case Command.Status(long run, boolean json) -> {
                var status = runs.status(run);
                yield answered(status, json, StatusText.of(status));
            }
            case Command.Covered covered -> {
                var days = covered.accounts().stream()
                        .flatMap(account -> days(account, covered))
                        .toList();
                yield answered(days, covered.json(), CalendarText.of(days));
            }
            case Command.Signal told -> {
                var status = runs.signal(told.run(), told.signal(), told.reason());
                yield told.goesOn() ? drive(status) : answered(status, false, List.of(StatusText.totals(status)));
            }
        };
    }

    /** What is refused is for the beginning to say: a run that was begun under this key has its letters already. */
    private void sayPlan(RunRequest request) {
        try {
            say(Level.INFO, PlanText.totals(request, runs.plan(request)));
        } catch (ControlPlaneRefusedException refused) {
            log.debug("There is no plan", refused);
        }
    }

    private Stream<Coverage> days(String account, Command.Covered covered) {
        return covered.entities().isEmpty()
                ? runs.coverage(account, null, covered.from(), covered.to()).stream()
                : covered.entities().stream()
                        .flatMap(entity -> runs.coverage(account, entity, covered.from(), covered.to()).stream());
    }

    private static Ending answered(Object answer, boolean json, List<String> lines) {
        (json ? List.of(JSON.writeValueAsString(answer)) : lines).forEach(System.out::println);
        return new Ending(Outcome.COMPLETED, "");
    }

    private Ending drive(RunStatus begun) throws JobExecutionException {
        try (var progress = terminal ? new Bars(ProgressBarBuilder::new, clock) : new LogLines()) {
            return job.drive(begun.id(), new Watch(runs, settings, clock, begun, progress));
        }
    }

    private static Outcome refused(String code) {
        return switch (code) {
            case NOT_LIVE_YET -> Outcome.NOT_READY;
            case UNDERWAY -> Outcome.RUNNING_ELSEWHERE;
            case NOTHING_TO_SEND -> Outcome.COMPLETED;
            default -> code.startsWith(OF_THE_CALLER) ? Outcome.FAILED : Outcome.USAGE;
        };
    }

    private static Level level(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> Level.INFO;
            case RUNNING_ELSEWHERE, NOT_READY, STOPPED, DIFFERENT -> Level.WARN;
            case FAILED, USAGE -> Level.ERROR;
        };
    }

    /** To a person, or into the log. */
    private void say(Level level, String words) {
        if (words.isEmpty()) {
            return;
        }
        if (terminal) {
            System.out.println(words);
        } else {
            log.atLevel(level).log("{}", words);
        }
    }
}
