package io.bisync.proof;

import io.bisync.local.process.ChildProcess;
import java.time.Duration;

/** The command line of the check: what it ended with and what it said. */
record CheckProcess(int exitCode, String output) {

    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** Runs to the end; the name is that of its log. */
    static CheckProcess run(String name, String... arguments) {
        ChildProcess process = CommandLine.start(name, CheckCommandLine.class, arguments);
        int exitCode = process.awaitExit(LIMIT);
        return new CheckProcess(exitCode, CommandLine.output(process));
    }
}
