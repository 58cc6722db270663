package io.bisync.tls;

import io.bisync.failure.Causes;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why we do not believe that somebody is who was called: then nothing was sent. */
public final class CertificateProblem {

    private CertificateProblem() {}

    /** The reason in words, where that is what a call failed of. */
    public static Optional<String> of(Throwable failed) {
        String reason = null;
        for (var cause : Causes.of(failed)) {
            reason = switch (cause) {
                case CertificateExpiredException expired -> "its certificate is over: " + expired.getMessage();
                case CertificateNotYetValidException early -> "its certificate is not valid yet: " + early.getMessage();
                case CertPathBuilderException _ -> "its certificate is of nobody whom we trust";
                case SSLPeerUnverifiedException other -> "its certificate is for another host: " + other.getMessage();
                case CertificateException other ->
                    reason == null ? "its certificate does not fit: " + other.getMessage() : reason;
                case SSLException other
                when String.valueOf(other.getMessage()).contains("unrecognized SSL message") -> "it speaks no TLS";
                default -> reason;
            };
        }
        return Optional.ofNullable(reason);
    }
}
