package io.bisync.local.process;

import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.postgres.LocalPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A JVM that starts processes and never stops them. */
final class Parent {

    private Parent() {}

    /** Called with what to start (sleeper or servers), the data folder, and how to end (wait, exit or halt). */
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        if (arguments[0].equals("servers")) {
            var kafka = LocalKafka.start(data.resolve("kafka"));
            var postgres = LocalPostgres.start(data.resolve("postgres"));
            postgres.createDatabase("used");
            ready(data, kafka.pid(), postgres.pid());
        } else {
            ready(
                    data,
                    ChildProcess.start(Program.of("sleeper", data, List.of("sleep", "600")))
                            .pid());
        }
        switch (arguments[2]) {
            case "exit" -> System.exit(0);
            case "halt" -> Runtime.getRuntime().halt(1);
            default -> new CountDownLatch(1).await();
        }
    }

    /** Written under another name and moved: who sees the file sees all of it. */
    private static void ready(Path data, long... pids) throws Exception {
        Path partial = data.resolve("partial");
        Files.write(partial, Arrays.stream(pids).mapToObj(Long::toString).toList());
        Files.move(partial, data.resolve("ready"));
    }
}
