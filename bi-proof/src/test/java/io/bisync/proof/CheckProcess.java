package io.bisync.proof;

import io.bisync.local.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The command line of the check: what it ended with and what it said. */
record CheckProcess(int exitCode, String output) {

    private static final Duration LIMIT = Duration.ofMinutes(20);

    /** Runs to the end; the name is that of its log. */
    static CheckProcess run(String name, String... arguments) {
        return run(CommandLine.start(name, CheckCommandLine.class, arguments));
    }

    /** The same of a suite that was started with an extension on its class path. */
    static CheckProcess run(String name, Path extension, String... arguments) {
        return run(CommandLine.start(name, List.of(extension), CheckCommandLine.class, arguments));
    }

    private static CheckProcess run(ChildProcess process) {
        int exitCode = process.awaitExit(LIMIT);
        return new CheckProcess(exitCode, CommandLine.output(process));
    }
}
