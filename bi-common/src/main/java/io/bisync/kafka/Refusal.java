package io.bisync.kafka;

import io.bisync.failure.Causes;
import io.bisync.tls.CertificateProblem;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * Why a client and the brokers, which answer, do not believe each other: then nothing was read or written.
 *
 * @param code a code of docs/errors.md
 * @param reason what is wrong, without any secret
 * @param action what to do about it
 */
public record Refusal(String code, String reason, String action) {

    private static final String CREDENTIALS = "BI-KAFKA-01";
    private static final String CERTIFICATE = "BI-KAFKA-02";

    /** The refusal that a call failed of, where it did. */
    public static Optional<Refusal> of(Throwable failed) {
        for (var cause : Causes.of(failed)) {
            if (cause instanceof SslAuthenticationException) {
                return Optional.of(new Refusal(
                        CERTIFICATE,
                        "TLS with a broker does not come about: "
                                + CertificateProblem.of(cause).orElse(root(cause)),
                        "Renew the broker's certificate, or trust who signed it by the bundle that"
                                + " spring.kafka.ssl.bundle names"));
            }
            if (cause instanceof AuthenticationException) {
                return Optional.of(new Refusal(
                        CREDENTIALS,
                        "The brokers do not take this service's user: " + cause.getMessage(),
                        "Compare spring.kafka.properties.sasl.* with the users of the brokers"));
            }
        }
        return Optional.empty();
    }

    private static String root(Throwable failed) {
        var root = Causes.of(failed).getLast();
        return root.getClass().getSimpleName() + " " + root.getMessage();
    }
}
