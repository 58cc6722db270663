package io.bisync.cron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.local.process.FreePorts;
import io.bisync.settings.PlainHttp;
import io.bisync.tls.Certificates;
import io.grpc.CallCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.mock.env.MockEnvironment;

/** The channel to a service that speaks an ERP: in clear only nearby, and over TLS only to whom a bundle trusts. */
class ChannelTests {

    private static final Window WINDOW = new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final CallCredentials NO_TOKEN = new CallCredentials() {
        @Override
        public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
            applier.apply(new Metadata());
        }
    };
    private static final HistoryRequest REQUEST = new HistoryRequest("7", "order", WINDOW, null);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static://localhost:9090",
                "static://bi-api-jushuitan:9090",
                "dns:///bi-api-jushuitan.bi.svc:9090",
                "127.0.0.1:9090",
                "bi-api-jushuitan"
            })
    void aTokenGoesInClearToThisMachineAndTheCluster(String target) {
        assertThatCode(() -> check(target)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"static://10.0.0.7:9090", "dns:///erp.example.com:9090", "erp.example.com", "static://"})
    void furtherItGoesByAnExplicitWordOrOverTls(String target) {
        assertThatThrownBy(() -> check(target))
                .hasMessageContainingAll("spring.grpc.client.channel.jushuitan.target", target)
                .extracting("reason")
                .asString()
                .contains("bi.allow-plain-http=true", "spring.grpc.client.channel.jushuitan.ssl.bundle");
        assertThatCode(() -> check(target, "bi.allow-plain-http", "true")).doesNotThrowAnyException();
        assertThatCode(() -> check(target, "spring.grpc.client.channel.jushuitan.ssl.bundle", "jushuitan"))
                .doesNotThrowAnyException();
    }

    @Test
    void windowsAreLoadedOverTlsFromWhomTheBundleTrusts() throws Exception {
        var certificates = Certificates.in(folder);
        load(
                certificates,
                certificates.valid(),
                loader -> assertThat(loader.load(REQUEST, WINDOW, (_, _) -> {}).records())
                        .isEqualTo(100));
    }

    @Test
    void aCertificateThatIsOverIsNamedWithItsEnd() throws Exception {
        var certificates = Certificates.in(folder);
        load(
                certificates,
                certificates.expired(),
                loader -> assertThatThrownBy(() -> loader.load(REQUEST, WINDOW, (_, _) -> {}))
                        .hasMessageContaining("its certificate is over: NotAfter"));
    }

    @Test
    void anEntityWithoutHistoryIsSkipped() throws Exception {
        var port = FreePorts.next();
        var channel = Grpc.newChannelBuilderForAddress("127.0.0.1", port, InsecureChannelCredentials.create())
                .build();
        try (var service = new WindowsServer(port, InsecureServerCredentials.create())) {
            service.failNext(Status.OUT_OF_RANGE.withDescription("BI-JST-83 'shop' is only read as a whole"));
            assertThat(loader(channel, PATIENCE).load(REQUEST, WINDOW, (_, _) -> {}))
                    .isEqualTo(new WindowLoader.Loaded(0, 0));
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void aServiceThatTakesTheConnectionAndSaysNothingIsGivenUpAndHeardWhenItSpeaks() throws Exception {
        var port = FreePorts.next();
        var channel = Grpc.newChannelBuilderForAddress("127.0.0.1", port, InsecureChannelCredentials.create())
                .build();
        try (var _ = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> loader(channel, Duration.ofMillis(200)).load(REQUEST, WINDOW, (_, _) -> {}))
                    .isInstanceOf(WindowLoader.WindowFailedException.class)
                    .hasMessageContaining("takes the connection and says nothing");
        }
        try (var _ = new WindowsServer(port, InsecureServerCredentials.create())) {
            assertThat(loader(channel, PATIENCE)
                            .load(REQUEST, WINDOW, (_, _) -> {})
                            .records())
                    .isEqualTo(100);
        } finally {
            channel.shutdownNow();
        }
    }

    private static void load(Certificates certificates, Path keystore, Consumer<WindowLoader> test)
            throws IOException, GeneralSecurityException {
        var credentials = TlsServerCredentials.newBuilder()
                .keyManager(Certificates.keyManagers(keystore))
                .build();
        try (var server = new WindowsServer(credentials)) {
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(SslAutoConfiguration.class, GrpcClientAutoConfiguration.class))
                    .withPropertyValues(
                            certificates.trust("jushuitan"),
                            "spring.grpc.client.channel.jushuitan.target=static://localhost:" + server.port(),
                            "spring.grpc.client.channel.jushuitan.ssl.bundle=jushuitan")
                    .run(it -> test.accept(
                            loader(it.getBean(GrpcChannelFactory.class).createChannel("jushuitan"), PATIENCE)));
        }
    }

    private static WindowLoader loader(ManagedChannel channel, Duration patience) {
        return new GrpcWindowLoader(new FirstWords(channel, patience), NO_TOKEN, 1, 1, 2);
    }

    private static void check(String target, String... more) {
        var environment = new MockEnvironment().withProperty("spring.grpc.client.channel.jushuitan.target", target);
        for (var i = 0; i < more.length; i += 2) {
            environment.setProperty(more[i], more[i + 1]);
        }
        ChannelAddress.of(environment, "jushuitan").check(new PlainHttp(environment));
    }
}
