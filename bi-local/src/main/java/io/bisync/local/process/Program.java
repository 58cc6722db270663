package io.bisync.local.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to start and how.
 *
 * @param name the name in messages
 * @param command the program and its arguments; arguments are visible to every user of the machine, so no secrets
 * @param environment the variables it gets beside PATH, HOME, LANG and TMPDIR; nothing else is inherited
 * @param directory its working directory
 * @param log the file that its output is appended to
 * @param uid the user and group it runs as, when not those of this JVM; only root can choose
 */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        @Nullable Integer uid) {

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A program that runs in the given folder and logs to {@code <folder>/<name>.log}. */
    public static Program of(String name, Path directory, List<String> command) {
        return new Program(name, command, Map.of(), directory, directory.resolve(name + ".log"), null);
    }

    /** A JVM of the same JDK as this one; the arguments are options, main class or {@code -jar}, and what follows. */
    public static Program java(String name, Path directory, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return of(name, directory, command);
    }

    /** Another main class of what this JVM runs, from the same class path, in a JVM of its own. */
    public static Program sibling(
            String name, Path directory, List<String> options, Class<?> main, List<String> arguments) {
        List<String> line = new ArrayList<>(options);
        line.addAll(List.of("-cp", classPath(), main.getName()));
        line.addAll(arguments);
        return java(name, directory, line);
    }

    /** As absolute paths: the other one works elsewhere. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator, -1))
                .map(it -> Path.of(it).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The same program with more variables. */
    public Program withEnvironment(Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(variables);
        return new Program(name, command, all, directory, log, uid);
    }

    /** The same variables and log for another command in another folder. */
    public Program in(Path folder, List<String> line) {
        return new Program(name, line, environment, folder, log, uid);
    }

    /** The same program with another log file. */
    public Program withLog(Path file) {
        return new Program(name, command, environment, directory, file, uid);
    }

    /** The same program as another user. */
    public Program as(@Nullable Integer user) {
        return new Program(name, command, environment, directory, log, user);
    }
}
