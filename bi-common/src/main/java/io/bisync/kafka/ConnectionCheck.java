package io.bisync.kafka;

import io.bisync.failure.Causes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/** Makes what a secured connection is made of before anybody needs it, so that a missing file ends the start and not the night. */
final class ConnectionCheck {

    private static final List<String> FILES = List.of(
            "pem.%s.truststore.certificate",
            "pem.%s.keystore.certificate",
            "pem.%s.keystore.private-key",
            "jks.%s.truststore.location",
            "jks.%s.keystore.location");

    private ConnectionCheck() {}

    /**
     * No broker is waited for.
     *
     * @throws UnusableConnectionException where a keystore, a certificate or the words of SASL cannot be used
     */
    static void check(Map<String, Object> connection, Environment environment) {
        if (Objects.requireNonNullElse(connection.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG), "PLAINTEXT")
                .equals("PLAINTEXT")) {
            return;
        }
        try {
            if (connection.get(SslBundle.class.getName()) instanceof SslBundle bundle) {
                createContext(bundle, environment);
            }
            var unconnected = new HashMap<>(connection);
            unconnected.keySet().retainAll(KafkaClients.CONNECTION);
            // Nobody is there: the client is made and asks nothing.
            unconnected.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
            Admin.create(unconnected).close(Duration.ZERO);
        } catch (UnusableConnectionException said) {
            throw said;
        } catch (RuntimeException unusable) {
            throw new UnusableConnectionException(reason(unusable));
        }
    }

    /** What is wrong with a file is often said without its name. */
    private static void createContext(SslBundle bundle, Environment environment) {
        try {
            bundle.createSslContext();
        } catch (RuntimeException unusable) {
            var name = environment.getProperty("spring.kafka.ssl.bundle", "?");
            var files = FILES.stream()
                    .map(it -> "spring.ssl.bundle." + it.formatted(name))
                    .filter(environment::containsProperty)
                    .map(it -> Map.entry(it, environment.getProperty(it, "")))
                    // A key may stand there itself.
                    .filter(it ->
                            it.getValue().startsWith("file:") || it.getValue().startsWith("/"))
                    .map(it -> it.getKey() + "=" + it.getValue())
                    .collect(Collectors.joining(", "));
            throw new UnusableConnectionException("%s (bundle %s: %s)".formatted(messages(unusable), name, files));
        }
    }

    /** Files are named; what was read in the words of SASL may be a password, so its failures are not quoted. */
    private static String reason(Throwable failed) {
        if (Causes.of(failed).stream()
                .anyMatch(it -> it instanceof IOException || it instanceof GeneralSecurityException)) {
            return messages(failed);
        }
        return "sasl.jaas.config is not read (%s): it is written `<class of a LoginModule> required username=\"…\" password=\"…\";`"
                .formatted(Objects.requireNonNullElse(failed.getCause(), failed)
                        .getClass()
                        .getSimpleName());
    }

    private static String messages(Throwable failed) {
        return Causes.of(failed).stream()
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(": "));
    }
}
