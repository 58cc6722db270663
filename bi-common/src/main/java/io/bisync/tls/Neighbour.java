package io.bisync.tls;

import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;

/**
 * Whom we call over TLS. A bundle of that name, {@code spring.ssl.bundle.pem.starrocks} for example, holds whom we trust and, where
 * the neighbour wants it, who we are. Without one the JVM's own trust counts.
 */
public enum Neighbour {
    BI_BASIC,
    SCHEMA_REGISTRY,
    STARROCKS;

    /** What the bundle says. */
    public Optional<SSLContext> context(ObjectProvider<SslBundles> bundles) {
        var known = bundles.getIfAvailable();
        return known == null || !known.getBundleNames().contains(bundle())
                ? Optional.empty()
                : Optional.of(known.getBundle(bundle()).createSslContext());
    }

    private String bundle() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
