package io.bisync.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/** A connection that works, and does not protect from whoever stands in between. */
public final class Carelessness {

    /** A code of docs/errors.md. */
    public static final String CODE = "BI-KAFKA-03";

    private Carelessness() {}

    /** What a connection leaves out, in words; empty where it leaves out nothing, or protects nothing to begin with. */
    public static Optional<String> of(Map<String, Object> connection) {
        var protocol = text(connection.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
        return switch (protocol) {
            case "SSL", "SASL_SSL" -> ofTls(connection);
            case "SASL_PLAINTEXT" ->
                text(connection.get(SaslConfigs.SASL_MECHANISM)).equals("PLAIN")
                        ? Optional.of(
                                "passwords travel in clear (security.protocol=SASL_PLAINTEXT, sasl.mechanism=PLAIN)")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofTls(Map<String, Object> connection) {
        if (connection.containsKey(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG)
                && text(connection.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG))
                        .isBlank()) {
            return Optional.of(
                    "a broker may show anybody's certificate (ssl.endpoint.identification.algorithm is empty)");
        }
        var engine = connection.get(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);
        return engine == null || connection.containsKey(SslBundle.class.getName())
                ? Optional.empty()
                : Optional.of("nobody knows whom it believes (ssl.engine.factory.class=%s)".formatted(text(engine)));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Class<?> type -> type.getName();
            default -> value.toString();
        };
    }
}
