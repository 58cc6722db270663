package io.bisync.jushuitan.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.ControlPlane;
import io.bisync.account.InMemoryControlPlane;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OpenApiConfigurationTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(OpenApiConfiguration.class)
            .withBean(InstantSource.class, InstantSource::system)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(ControlPlane.class, () -> new InMemoryControlPlane(InstantSource.system()));

    @Test
    void refusesToStartWithoutTheAddressOfJushuitan() {
        context.run(it -> assertThat(it)
                .getFailure()
                .rootCause()
                .hasMessageContainingAll("bi.openapi", "'url'", "must be set, to https://openapi.jushuitan.com"));
    }

    @Test
    void refusesAnAddressWithoutHost() {
        context.withPropertyValues("bi.openapi.url=openapi.jushuitan.com")
                .run(it -> assertThat(it)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("'url'", "[openapi.jushuitan.com]", "for example https://"));
    }

    @Test
    void hasTheDefaultsOfProduction() {
        context.withPropertyValues("bi.openapi.url=https://openapi.jushuitan.com")
                .run(it -> {
                    OpenApiProperties properties = it.getBean(OpenApiProperties.class);
                    assertThat(properties.authPath()).isEqualTo("/openWeb/auth");
                    assertThat(properties.authorisationPage()).hasToString("https://openweb.jushuitan.com/auth");
                    assertThat(properties.readTimeout()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(properties.pauseAfterMinuteLimit()).isEqualTo(Duration.ofSeconds(60));
                });
    }
}
