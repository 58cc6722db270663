package io.bisync.jushuitan.call;

import io.bisync.account.ControlPlane;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.util.unit.DataSize;

/** The client as the service builds it, for tests of other packages. */
public final class RealCalls {

    private RealCalls() {}

    public static RateLimitedClient to(URI url, ControlPlane controlPlane, MeterRegistry registry) {
        return to(url, controlPlane, registry, InstantSource.system());
    }

    /** The same by another clock. */
    public static RateLimitedClient to(
            URI url, ControlPlane controlPlane, MeterRegistry registry, InstantSource clock) {
        OpenApiProperties properties = new OpenApiProperties(
                url,
                "/openWeb/auth",
                URI.create("https://openweb.jushuitan.com/auth"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                DataSize.ofMegabytes(64),
                Duration.ofMillis(100),
                Duration.ofMillis(500));
        return new OpenApiConfiguration().rateLimitedClient(properties, controlPlane, clock, registry);
    }
}
