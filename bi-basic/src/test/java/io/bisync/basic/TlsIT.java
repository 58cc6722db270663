package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.account.ControlPlane;
import io.bisync.account.rest.ControlPlaneAutoConfiguration;
import io.bisync.tls.Certificates;
import java.nio.file.Path;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The service over TLS, and the client of the other services. */
class TlsIT {

    @TempDir
    private Path folder;

    @Test
    void aServerWithABundleIsReachedByAClientThatTrustsIt() {
        var certificates = Certificates.in(folder);
        try (var server = BasicServer.start("tls", settings(certificates.valid()))) {
            var port = server.context().getEnvironment().getRequiredProperty("local.server.port");
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(SslAutoConfiguration.class, ControlPlaneAutoConfiguration.class))
                    .withPropertyValues(
                            certificates.trust("bi-basic"),
                            "bi.basic.url=https://localhost:" + port,
                            "bi.basic.token=" + server.administrator().token())
                    .run(it -> assertThat(it.getBean(ControlPlane.class).accounts("leke"))
                            .isEmpty());
        }
    }

    @Test
    void aServerWhoseKeystoreDoesNotOpenDoesNotStart() {
        var settings = settings(Certificates.in(folder).valid());
        settings.put("spring.ssl.bundle.jks.server.keystore.password", "another");

        assertThatThrownBy(() -> BasicServer.start("tls_refused", settings))
                .hasStackTraceContaining(UnrecoverableKeyException.class.getName());
    }

    private static Map<String, String> settings(Path keystore) {
        var settings = new HashMap<>(Map.of("server.ssl.bundle", "server"));
        Arrays.stream(Certificates.keystore("server", keystore))
                .map(it -> it.split("=", 2))
                .forEach(it -> settings.put(it[0], it[1]));
        return settings;
    }
}
