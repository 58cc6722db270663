package io.bisync.starrocks.http;

import io.bisync.tls.CertificateProblem;
import java.io.IOException;
import java.net.URI;

/** No connection came about, so nothing was sent. */
final class UnreachableException extends IOException {

    UnreachableException(URI uri, IOException cause) {
        super(
                uri.getHost() + ":" + uri.getPort() + " cannot be reached ("
                        + CertificateProblem.of(cause)
                                .orElseGet(() -> cause.getClass().getSimpleName())
                        + ")",
                cause);
    }
}
