package io.bisync.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChildProcessIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int NOBODY = 65_534;

    @TempDir
    Path folder;

    @BeforeEach
    void everybodyMayEnter() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static Stream<User> users() throws IOException {
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        var self = new User("who runs the test", null);
        return root ? Stream.of(self, new User("an ordinary user", NOBODY)) : Stream.of(self);
    }

    @ParameterizedTest
    @MethodSource("users")
    void brokerAndPostgresDieWithAKilledParent(User user) throws IOException {
        var parent = parent(user, "servers", "wait");
        awaitFile(parent, data().resolve("ready"));
        List<ProcessHandle> descendants =
                ProcessHandle.of(parent.pid()).orElseThrow().descendants().toList();
        List<Long> named = Files.readAllLines(data().resolve("ready")).stream()
                .map(Long::valueOf)
                .toList();
        assertThat(descendants)
                .extracting(ProcessHandle::pid)
                .containsAll(named)
                .hasSizeGreaterThan(4);

        parent.kill();

        await().atMost(LIMIT).until(() -> descendants.stream().noneMatch(ChildProcessIT::runs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "halt"})
    void childrenDieWithAParentThatEndsByItself(String end) throws IOException {
        var parent = parent(new User("me", null), "sleeper", end);
        parent.awaitExit(LIMIT);
        long child = Long.parseLong(Files.readString(data().resolve("ready")).strip());
        await().atMost(LIMIT)
                .until(() ->
                        ProcessHandle.of(child).filter(ChildProcessIT::runs).isEmpty());
    }

    @Test
    void aChildOutlivesTheThreadThatAskedForIt() throws Exception {
        var children = new ArrayList<ChildProcess>();
        var asking = Thread.ofPlatform().start(() -> children.add(sleeper()));
        asking.join();
        try (var child = children.getFirst()) {
            await().during(Duration.ofSeconds(1)).atMost(LIMIT).until(child::isAlive);
        }
        assertThat(children.getFirst().isAlive()).isFalse();
    }

    @Test
    void theLogOfAFailedStartIsInTheMessage() {
        var broken = ChildProcess.start(Program.of("broken", folder, List.of("sh", "-c", "echo no such luck; exit 3")));
        assertThatExceptionOfType(ChildFailedException.class)
                .isThrownBy(() -> broken.awaitReady(() -> false, LIMIT))
                .withMessageContaining("broken ended with code 3")
                .withMessageContaining("no such luck");
    }

    @Test
    void whoIgnoresTheRequestToEndIsKilled() {
        var stubborn = ChildProcess.start(Program.of(
                "stubborn", folder, List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done")));
        stubborn.awaitReady(() -> Files.readString(stubborn.log()).contains("ready"), LIMIT);
        stubborn.terminate(Duration.ofMillis(100));
        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void nothingOfThisEnvironmentIsInherited() throws IOException {
        ChildProcess.run(Program.of("env", folder, List.of("env")), LIMIT);
        assertThat(Files.readAllLines(folder.resolve("env.log")))
                .extracting(line -> line.substring(0, line.indexOf('=')))
                .isSubsetOf("PATH", "HOME", "TMPDIR", "LANG", "PWD", "OLDPWD", "SHLVL", "_");
    }

    private ChildProcess sleeper() {
        return ChildProcess.start(Program.of("sleeper", folder, List.of("sleep", "600")));
    }

    private ChildProcess parent(User user, String what, String end) throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createDirectory(data());
        if (user.uid() != null) {
            Files.setAttribute(home, "unix:uid", user.uid());
            Files.setAttribute(data(), "unix:uid", user.uid());
        }
        return ChildProcess.start(Program.java(
                        "parent",
                        home,
                        List.of(
                                "-Dbisync.root=" + checkout(),
                                "-cp",
                                String.join(File.pathSeparator, classPath()),
                                Parent.class.getName(),
                                what,
                                data().toString(),
                                end))
                .withLog(folder.resolve("parent.log"))
                .as(user.uid()));
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Copies for who may not enter our home folder. */
    private Path checkout() throws IOException {
        Path jars = Path.of("bi-local/broker/target/lib");
        copyFolder(Checkout.root().resolve(jars), folder.resolve("checkout").resolve(jars));
        return folder.resolve("checkout");
    }

    private List<String> classPath() throws IOException {
        List<String> copies = new ArrayList<>();
        Path here = Files.createDirectory(folder.resolve("classes"));
        for (String entry : (Iterable<String>)
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        // An empty entry is this folder, where other tests write meanwhile.
                        .filter(it -> !it.isEmpty())::iterator) {
            Path from = Path.of(entry);
            Path to = here.resolve(copies.size() + "-" + from.getFileName());
            if (Files.isDirectory(from)) {
                copyFolder(from, to);
            } else if (Files.exists(from)) {
                Files.copy(from, to);
            }
            copies.add(to.toString());
        }
        return copies;
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void awaitFile(ChildProcess process, Path file) {
        process.awaitReady(() -> Files.exists(file), LIMIT);
    }

    /** A zombie that nobody has collected yet does not run. */
    private static boolean runs(ProcessHandle process) {
        try {
            return process.isAlive()
                    && !Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                            .contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    record User(String name, @Nullable Integer uid) {
        @Override
        public String toString() {
            return name;
        }
    }
}
