package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Ulimit;
import io.bisync.NeedsDocker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The client against the StarRocks of {@code docker-compose.yml}: the same contract as against the stand-in, so that
 * whoever has Docker sees whether the stand-in is right. It was written where there is none and has never run: take a
 * failure of its set-up for a mistake of this class first.
 */
@ExtendWith(NeedsDocker.class)
class ContainerStarRocksIT extends HttpStreamLoadContract {

    private static final String FE = "starrocks-fe";
    private static final String BE = "starrocks-be";
    private static final int HTTP_OF_FE = 8030;
    private static final int HTTP_OF_BE = 8040;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static Network network;
    private static GenericContainer<?> frontend;
    private static GenericContainer<?> backend;

    @BeforeAll
    static void start() throws Exception {
        network = Network.newNetwork();
        frontend = node("starrocks/fe-ubuntu:3.5-latest", FE, HTTP_OF_FE)
                .withCommand(
                        "bash",
                        "-ec",
                        "printf 'default_replication_num = 1\\n' >> /opt/starrocks/fe/conf/fe.conf"
                                + " && exec /opt/starrocks/fe/bin/start_fe.sh --host_type FQDN")
                .waitingFor(Wait.forHttp("/api/health").forPort(HTTP_OF_FE).withStartupTimeout(LIMIT));
        backend = node("starrocks/be-ubuntu:3.5-latest", BE, HTTP_OF_BE)
                .withCommand("/opt/starrocks/be/bin/start_be.sh")
                .waitingFor(Wait.forListeningPort().withStartupTimeout(LIMIT));
        frontend.start();
        backend.start();
        sql("ALTER SYSTEM ADD BACKEND \"" + BE + ":9050\"");
        Awaitility.await("a live BE")
                .atMost(LIMIT)
                .until(() -> sql("SHOW BACKENDS\\G").contains("Alive: true"));
        sql("CREATE DATABASE bi");
        sql("USE bi; " + CREATE_TABLE);
        var reachable = "127.0.0.1:" + backend.getMappedPort(HTTP_OF_BE);
        settings = new StarRocksProperties(
                List.of(URI.create("http://127.0.0.1:" + frontend.getMappedPort(HTTP_OF_FE))),
                List.of(reachable),
                List.of(BE + ":" + HTTP_OF_BE + "=" + reachable),
                "bi",
                "root",
                "",
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
        exchange = new Exchange(settings);
    }

    @AfterAll
    static void stop() throws IOException {
        exchange.close();
        backend.close();
        frontend.close();
        network.close();
    }

    private static GenericContainer<?> node(String image, String name, int port) {
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withNetworkAliases(name)
                .withExposedPorts(port)
                .withCreateContainerCmdModifier(it -> hostNameAndFiles(it, name));
    }

    /** The FE keeps host names, and a BE does not start with fewer than 60,000 files. */
    private static void hostNameAndFiles(CreateContainerCmd command, String name) {
        command.withHostName(name);
        Objects.requireNonNull(command.getHostConfig())
                .withUlimits(new Ulimit[] {new Ulimit("nofile", 65_536L, 65_536L)});
    }

    private static String sql(String statement) throws IOException, InterruptedException {
        var result = frontend.execInContainer("mysql", "-h127.0.0.1", "-P9030", "-uroot", "--execute=" + statement);
        assertThat(result.getExitCode())
                .as("%s: %s", statement, result.getStderr())
                .isZero();
        return result.getStdout();
    }
}
