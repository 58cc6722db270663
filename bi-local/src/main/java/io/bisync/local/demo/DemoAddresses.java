package io.bisync.local.demo;

import io.bisync.local.stack.LocalStack;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** Where the running demo can be reached: written for the other commands, readable by its owner alone. */
final class DemoAddresses {

    private static final Path FILE = DemoFolder.path().resolve("demo.properties");

    private final Properties values;

    private DemoAddresses(Properties values) {
        this.values = values;
    }

    static void write(LocalStack stack) {
        var values = new Properties();
        values.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        values.setProperty("kafka", stack.kafka().bootstrapServers());
        values.setProperty("jushuitan", stack.jushuitan().control().toString());
        values.setProperty("leke", stack.leke().control().toString());
        values.setProperty("basic", stack.basic().address().toString());
        values.setProperty("api_jushuitan", stack.apiJushuitan().address().toString());
        values.setProperty("api_leke", stack.apiLeke().address().toString());
        values.setProperty("basic_management", stack.basic().management().toString());
        values.setProperty(
                "api_jushuitan_management", stack.apiJushuitan().management().toString());
        values.setProperty("api_leke_management", stack.apiLeke().management().toString());
        values.setProperty("openapi", stack.jushuitan().openapi().toString());
        values.setProperty("token", stack.controlPlane().administrator());
        values.setProperty("job_token", stack.jobToken());
        values.setProperty("starrocks", stack.starRocks().control().toString());
        values.setProperty("frontend", stack.starRocks().frontend().toString());
        values.setProperty("database", stack.starRocks().database());
        values.setProperty("username", stack.starRocks().username());
        values.setProperty("password", stack.starRocks().password());
        stack.registry().ifPresent(it -> values.setProperty("registry", it.url().toString()));
        values.setProperty("backend", stack.starRocks().backend().toString());
        values.setProperty("postgres", stack.postgres().jdbcUrl("bisync"));
        values.setProperty("postgres_username", stack.postgres().user());
        values.setProperty("postgres_password", stack.postgres().password());
        try {
            Files.deleteIfExists(FILE);
            Files.createFile(FILE, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(FILE)) {
                values.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a demo of this checkout runs now. */
    static boolean isRunning() {
        return ProcessHandle.of(Long.parseLong(load().getProperty("pid", "-1")))
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("java"))
                .isPresent();
    }

    /** The addresses of the demo that runs now. */
    static DemoAddresses read() {
        if (!isRunning()) {
            throw new IllegalStateException("No demo is running here. Start one in another terminal: ./bi demo");
        }
        return new DemoAddresses(load());
    }

    private static Properties load() {
        var values = new Properties();
        if (Files.exists(FILE)) {
            try (Reader reader = Files.newBufferedReader(FILE)) {
                values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }

    String get(String name) {
        return values.getProperty(name);
    }
}
