package io.bisync.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.bisync.account.ControlPlane;
import io.bisync.account.rest.ControlPlaneAutoConfiguration;
import io.bisync.starrocks.StarRocksException;
import io.bisync.starrocks.http.StarRocksSql;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

/** Our own clients over TLS: whom they believe, and what they say of whom they do not. */
class TlsTests {

    private static final String ROWS = """
            {"connectionId":1}
            {"meta":[{"name":"1","type":"int"}]}
            {"data":[1]}
            {"statistics":{"scanRows":0,"scanBytes":0,"returnRows":1}}
            """;

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static Path valid;
    private static Path expired;

    private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    private final HttpsServer server;

    TlsTests() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeAll
    static void certificates() {
        certificates = Certificates.in(folder);
        valid = certificates.valid();
        expired = certificates.expired();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void biBasicIsBelievedByTheBundleOfItsName() throws Exception {
        var address = serve(valid);

        basic(address)
                .withPropertyValues(certificates.trust("bi-basic"))
                .run(it -> assertThat(it.getBean(ControlPlane.class).accounts("leke"))
                        .isEmpty());
        assertThat(authorizations).containsExactly("Bearer the-token");
    }

    @Test
    void whoIsNotBelievedGetsNoTokenAndIsNamedWithTheReason() throws Exception {
        var address = serve(valid);

        basic(address)
                .run(it -> assertThatThrownBy(
                                () -> it.getBean(ControlPlane.class).accounts("leke"))
                        .hasMessageContainingAll(
                                "BI-ACCOUNT-01",
                                "its certificate is of nobody whom we trust",
                                "spring.ssl.bundle",
                                "bi-basic"));
        assertThat(authorizations).isEmpty();
    }

    @Test
    void aCertificateThatIsOverIsNamedWithItsEnd() throws Exception {
        var address = serve(expired);

        basic(address)
                .withPropertyValues(certificates.trust("bi-basic"))
                .run(it -> assertThatThrownBy(
                                () -> it.getBean(ControlPlane.class).accounts("leke"))
                        .hasMessageContainingAll("BI-ACCOUNT-01", "its certificate is over: NotAfter"));
        starRocks(address)
                .withPropertyValues(certificates.trust("starrocks"))
                .run(it -> assertThatThrownBy(
                                () -> it.getBean(StarRocksSql.class).query("SELECT 1"))
                        .isInstanceOf(StarRocksException.class)
                        .hasMessageContaining("its certificate is over: NotAfter"));
        assertThat(authorizations).isEmpty();
    }

    @Test
    void starRocksIsBelievedByTheBundleOfItsName() throws Exception {
        var address = serve(valid);

        starRocks(address)
                .withPropertyValues(certificates.trust("starrocks"))
                .run(it -> assertThat(it.getBean(StarRocksSql.class).query("SELECT 1"))
                        .isNotNull());
        assertThat(authorizations).containsExactly("Basic bG9hZGVyOnBhc3MtNDcxMQ==");
    }

    @Test
    void aWrongPasswordOfAKeystoreEndsTheStartAndNamesTheSetting() throws Exception {
        var bundle = "spring.ssl.bundle.jks.bi-basic.keystore.";
        var settings = Map.of(bundle + "location", "file:" + valid, bundle + "password", "another-4711");

        basic(serve(valid))
                .withPropertyValues(settings.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .toArray(String[]::new))
                .run(it -> {
                    var environment = new MockEnvironment();
                    settings.forEach(environment::setProperty);
                    var failure = Objects.requireNonNull(it.getStartupFailure());
                    var analysis = new UnusableKeystoreFailureAnalyzer(environment).analyze(failure);
                    assertThat(analysis).isNotNull();
                    assertThat(analysis.getDescription()).contains("A keystore does not open: its password is wrong");
                    assertThat(analysis.getAction())
                            .contains(bundle + "password, for file:" + valid)
                            .doesNotContain("another-4711");
                });
    }

    private static ApplicationContextRunner basic(String address) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SslAutoConfiguration.class, ControlPlaneAutoConfiguration.class))
                .withPropertyValues("bi.basic.url=https://" + address, "bi.basic.token=the-token");
    }

    private static ApplicationContextRunner starRocks(String address) throws ClassNotFoundException {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class,
                        Class.forName("io.bisync.starrocks.http.StarRocksAutoConfiguration")))
                .withPropertyValues(
                        "bi.starrocks.frontends=https://" + address,
                        "bi.starrocks.backends=" + address,
                        "bi.starrocks.database=bi",
                        "bi.starrocks.username=loader",
                        "bi.starrocks.password=pass-4711");
    }

    private String serve(Path keystore) throws IOException, GeneralSecurityException {
        server.setHttpsConfigurator(new HttpsConfigurator(identity(keystore)));
        server.createContext("/", this::answer);
        server.start();
        return "localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.getRequestBody().readAllBytes();
        var sql = exchange.getRequestURI().getPath().endsWith("/sql");
        var body = (sql ? ROWS : "{\"accounts\":[]}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static SSLContext identity(Path keystore) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(Certificates.keyManagers(keystore), null, null);
        return context;
    }
}
