package io.bisync.local.postgres;

import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.FreePorts;
import io.bisync.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A real PostgreSQL on 127.0.0.1 with a password made at random, small in memory and careless of power cuts. */
public final class LocalPostgres implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final String USER = "bisync";
    private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            // In files of the cluster: a killed server leaves nothing in /dev/shm.
            Map.entry("dynamic_shared_memory_type", "mmap"),
            Map.entry("shared_buffers", "48MB"),
            Map.entry("max_connections", "80"),
            Map.entry("work_mem", "8MB"),
            Map.entry("maintenance_work_mem", "32MB"),
            Map.entry("full_page_writes", "off"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("jit", "off"),
            Map.entry("io_method", "sync"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"));

    private final Program program;
    private final int port;
    private final String password;
    private ChildProcess server;

    private LocalPostgres(Program program, int port, String password) {
        this.program = program;
        this.server = ChildProcess.start(program);
        this.port = port;
        this.password = password;
    }

    /** Starts a server on a free port and returns when it takes connections. A folder that was used before keeps its databases. */
    public static LocalPostgres start(Path data) {
        try {
            Path home = OrdinaryUser.home(data.toAbsolutePath().normalize());
            Path binaries = PostgresBinaries.folder(home);
            Path cluster = home.resolve("cluster");
            Path passwordFile = home.resolve("password");
            if (!Files.exists(cluster.resolve("PG_VERSION"))) {
                createCluster(binaries, home, cluster, passwordFile);
            }
            String password = Files.readString(passwordFile);
            int port = FreePorts.next();
            var postgres = new LocalPostgres(
                    program("postgres", data, cluster, serverCommand(binaries, cluster, port)), port, password);
            postgres.awaitReady();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not use the folder " + data, e);
        }
    }

    /** Creates a database unless it exists; lower-case letters, digits and underscores. */
    public void createDatabase(String name) {
        if (!DATABASE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Not a database name: '%s'; use lower-case letters, digits and _".formatted(name));
        }
        try (Connection connection = connect();
                var exists = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
                var create = connection.createStatement()) {
            exists.setString(1, name);
            try (var found = exists.executeQuery()) {
                if (!found.next()) {
                    create.execute("CREATE DATABASE \"" + name + "\"");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Could not create database " + name, e);
        }
    }

    /** The address of a database; user and password are given beside it. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The user, who may do everything. */
    public String user() {
        return USER;
    }

    /** The password of this data folder, made at its first start. */
    public String password() {
        return password;
    }

    /** The operating system's number of the server's main process. */
    public synchronized long pid() {
        return server.pid();
    }

    /** Whether the server's main process is there. */
    public synchronized boolean isAlive() {
        return server.isAlive();
    }

    /** Whether the server answers now: one that hangs does not, though its process is there. */
    public boolean answers() {
        try {
            return accepts();
        } catch (SQLException silent) {
            return false;
        }
    }

    /** SIGKILL to the server and the processes of its connections at once; returns when all are gone. */
    public synchronized void kill() {
        List<ProcessHandle> connections = ProcessHandle.of(server.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        server.kill();
        connections.forEach(ProcessHandle::destroyForcibly);
        connections.forEach(connection -> connection.onExit().join());
    }

    /** Starts the server again, on the same folder and port; what still runs is killed first. */
    public synchronized void restart() {
        kill();
        server = ChildProcess.start(program);
        awaitReady();
    }

    /** Fast shutdown: open transactions are rolled back, connections cut. */
    @Override
    public synchronized void close() {
        server.stop("INT", STOP_LIMIT);
    }

    private void awaitReady() {
        server.awaitReady(this::accepts, LIMIT);
    }

    private boolean accepts() throws SQLException {
        try (Connection connection = connect()) {
            return connection.isValid(5);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres") + "?connectTimeout=5&socketTimeout=10", USER, password);
    }

    private static void createCluster(Path binaries, Path home, Path cluster, Path passwordFile) throws IOException {
        if (Files.exists(cluster)) {
            // The rest of a first start that was cut short.
            FileModes.deleteTree(cluster);
        }
        Files.deleteIfExists(passwordFile);
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        Files.createFile(passwordFile);
        Files.setPosixFilePermissions(passwordFile, FileModes.of(0600));
        Files.writeString(passwordFile, HexFormat.of().formatHex(random));
        Files.createDirectory(cluster);
        Files.setPosixFilePermissions(cluster, FileModes.of(0700));
        Integer uid = OrdinaryUser.uid();
        if (uid != null) {
            FileModes.chown(passwordFile, uid);
            FileModes.chown(cluster, uid);
        }
        var initdb = program(
                "initdb",
                home,
                cluster,
                List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "--no-sync",
                        "--no-instructions",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--wal-segsize=4",
                        "--auth=scram-sha-256",
                        "--username=" + USER,
                        "--pwfile=" + passwordFile,
                        "--pgdata=" + cluster));
        ChildProcess.run(initdb, LIMIT);
    }

    private static List<String> serverCommand(Path binaries, Path cluster, int port) {
        List<String> command = new ArrayList<>();
        command.add(binaries.resolve("bin/postgres").toString());
        command.addAll(List.of("-F", "-D", cluster.toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private static Program program(String name, Path logs, Path cluster, List<String> command) {
        return Program.of(name, cluster, command)
                .withLog(logs.resolve(name + ".log"))
                .as(OrdinaryUser.uid());
    }
}
