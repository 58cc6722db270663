package io.bisync.jushuitan.openapi;

import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.openapi.ApiResult.Limit;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
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

    @Bean
    RateLimitedClient rateLimitedClient(
            OpenApiProperties properties, ControlPlane controlPlane, InstantSource clock, MeterRegistry registry) {
        Post post = new HttpPost(
                properties.url(),
                properties.connectTimeout(),
                properties.readTimeout(),
                Math.toIntExact(properties.maxAnswer().toBytes()));
        JushuitanClient client =
                new JushuitanClient(post, properties.authPath(), clock, new SecureRandom(), new CallMeters(registry));
        String holder = "bi-api-jushuitan/" + UUID.randomUUID();
        return new RateLimitedClient(
                controlPlane,
                client,
                new AccessTokens(controlPlane, client, holder),
                Map.of(
                        Limit.SECOND, properties.pauseAfterSecondLimit(),
                        Limit.MINUTE, properties.pauseAfterMinuteLimit()),
                clock);
    }
}
