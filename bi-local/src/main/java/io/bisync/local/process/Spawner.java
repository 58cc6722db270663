package io.bisync.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Starts processes that the kernel kills when this JVM ends, however it ends (docs/adr/0010).
 * The kernel ties that signal to the thread that started the child, so one thread starts them all and never ends.
 */
final class Spawner {

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("child-processes").factory());

    private static final List<String> TOOLS = List.of("setsid", "setpriv", "sh");

    private Spawner() {}

    static Process spawn(Program program) {
        requirePlatform();
        var builder = new ProcessBuilder(commandLine(program))
                .directory(program.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().putAll(program.environment());
        try {
            return THREAD.submit(() -> {
                        Files.createDirectories(program.directory());
                        keepToOwner(program.log());
                        return builder.start();
                    })
                    .get();
        } catch (ExecutionException e) {
            throw new ChildFailedException("%s did not start: %s".formatted(program.name(), e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildFailedException("Interrupted while starting " + program.name(), e);
        }
    }

    /** Logs may show what only this user should see, the first administrator's token for one. */
    private static void keepToOwner(Path log) throws IOException {
        if (Files.notExists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private static List<String> commandLine(Program program) {
        // A session of its own: Ctrl-C at the terminal reaches only this JVM, which stops its children in order.
        List<String> line = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", "KILL"));
        Integer uid = program.uid();
        if (uid != null) {
            line.addAll(List.of("--reuid", uid.toString(), "--regid", uid.toString(), "--clear-groups"));
        }
        // Whose parent died before the signal was set sees another parent, and does not start at all.
        line.addAll(List.of("sh", "-c", "[ \"$PPID\" = \"$0\" ] && exec \"$@\""));
        line.add(Long.toString(ProcessHandle.current().pid()));
        line.addAll(program.command());
        return line;
    }

    private static void requirePlatform() {
        String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        if (!platform.toLowerCase(Locale.ROOT).matches("linux on (amd64|x86_64|aarch64|arm64)")) {
            throw new ChildFailedException(
                    "The local stack runs on Linux on x86-64 or arm64; this is %s. Use such a machine or virtual machine."
                            .formatted(platform));
        }
        for (String tool : TOOLS) {
            if (!isOnPath(tool)) {
                throw new ChildFailedException(
                        "The local stack needs the program %s (package util-linux) and found none on the PATH. Install it, for example: apt-get install util-linux"
                                .formatted(tool));
            }
        }
    }

    private static boolean isOnPath(String tool) {
        String path = System.getenv("PATH");
        return path != null
                && Pattern.compile(File.pathSeparator)
                        .splitAsStream(path)
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
