package io.bisync.jushuitan.call;

import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.openapi.ApiResult.Limit;
import io.bisync.jushuitan.openapi.OpenApi;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the client of the open API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OpenApiProperties.class)
public class OpenApiConfiguration {

    private final String holder = "bi-api-jushuitan/" + UUID.randomUUID();

    @Bean
    RateLimitedClient rateLimitedClient(
            OpenApiProperties properties, ControlPlane controlPlane, InstantSource clock, MeterRegistry registry) {
        OpenApi api = new OpenApi(properties.address(), clock);
        return new RateLimitedClient(
                controlPlane,
                api,
                new AccessTokens(controlPlane, api, holder, clock),
                Map.of(
                        Limit.SECOND, properties.pauseAfterSecondLimit(),
                        Limit.MINUTE, properties.pauseAfterMinuteLimit()),
                new CallMeters(registry),
                clock);
    }

    @Bean
    Authorisations authorisations(
            OpenApiProperties properties, ControlPlane controlPlane, InstantSource clock, MeterRegistry registry) {
        return new Authorisations(
                controlPlane,
                new OpenApi(properties.address(), clock),
                properties.authorisationPage(),
                holder,
                new CallMeters(registry),
                clock);
    }
}
