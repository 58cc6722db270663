package io.bisync.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.tls.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a start says of a connection to Kafka before there is any. */
class ConnectionCheckTests {

    private static final String TRUST = "spring.ssl.bundle.pem.kafka.truststore.certificate=file:";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class, KafkaAutoConfiguration.class, KafkaClientsAutoConfiguration.class))
            .withPropertyValues("spring.kafka.security.protocol=SSL");

    @Test
    void aCertificateThatIsNotThereIsNamed() {
        assertRefused("/nowhere/authority.pem", "spring.kafka.ssl.bundle=kafka", TRUST + "/nowhere/authority.pem");
    }

    @Test
    void aCertificateThatIsNoneIsNamed(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("authority.pem"), "no certificate");

        assertRefused(file.toString(), "spring.kafka.ssl.bundle=kafka", TRUST + file);
    }

    @Test
    void aKeystoreThatIsNotThereIsNamed() {
        assertRefused("/nowhere/trust.p12", "spring.kafka.ssl.trust-store-location=file:/nowhere/trust.p12");
    }

    @Test
    void thePasswordOfAKeystoreIsNotShown(@TempDir Path folder) {
        var keystore = Certificates.in(folder).valid();

        assertRefused(
                keystore.toString(),
                "spring.kafka.ssl.trust-store-location=file:" + keystore,
                "spring.kafka.ssl.trust-store-type=PKCS12",
                "spring.kafka.ssl.trust-store-password=word-4711");
    }

    @Test
    void whatSaslCannotReadIsNotQuoted() {
        assertRefused(
                "sasl.jaas.config is not read",
                "spring.kafka.security.protocol=SASL_PLAINTEXT",
                "spring.kafka.properties.sasl.mechanism=PLAIN",
                "spring.kafka.properties.sasl.jaas.config=a.Module required password=word-4711");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SASL_SSL       | SCRAM-SHA-512 | https | false
        SASL_SSL       | PLAIN         | https | false
        SASL_SSL       | PLAIN         | ''    | true
        SSL            | GSSAPI        | ''    | true
        SASL_PLAINTEXT | PLAIN         | https | true
        SASL_PLAINTEXT | SCRAM-SHA-512 | https | false
        PLAINTEXT      | GSSAPI        | ''    | false
        """)
    void whatProtectsNothingIsKnown(String protocol, String mechanism, String algorithm, boolean careless) {
        Map<String, Object> connection = Map.of(
                "security.protocol",
                protocol,
                "sasl.mechanism",
                mechanism,
                "ssl.endpoint.identification.algorithm",
                algorithm);

        assertThat(Carelessness.of(connection).isPresent()).isEqualTo(careless);
    }

    @Test
    void anEngineOfSomebodyElseIsBelievedNothing() {
        assertThat(Carelessness.of(Map.of("security.protocol", "SSL", "ssl.engine.factory.class", "their.TrustAll")))
                .hasValueSatisfying(what -> assertThat(what).contains("their.TrustAll"));
    }

    private void assertRefused(String named, String... properties) {
        application.withPropertyValues(properties).run(context -> {
            var failure = Objects.requireNonNull(context.getStartupFailure());
            var analysis = Objects.requireNonNull(new UnusableConnectionFailureAnalyzer().analyze(failure));
            assertThat(analysis.getDescription())
                    .contains("BI-KAFKA-04 ", named)
                    .doesNotContain("word-4711");
            assertThat(failure).hasStackTraceContaining("BI-KAFKA-04");
            assertThat(new java.io.StringWriter())
                    .satisfies(all -> failure.printStackTrace(new java.io.PrintWriter(all)))
                    .asString()
                    .doesNotContain("word-4711");
        });
    }
}
