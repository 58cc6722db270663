package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.ControlPlane;
import io.bisync.account.InMemoryControlPlane;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OpenApiConfigurationTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(OpenApiConfiguration.class)
            .withBean(InstantSource.class, InstantSource::system)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(ControlPlane.class, () -> new InMemoryControlPlane(InstantSource.system()));

    @Test
    void refusesToStartWithoutTheAddressOfJushuitan() {
        context.run(it -> {
            assertThat(it).hasFailed();
            FailureAnalysis analysis =
                    new MissingUrlFailureAnalyzer().analyze(Objects.requireNonNull(it.getStartupFailure()));
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription()).contains("bi.openapi.url");
            assertThat(analysis.getAction()).contains("BI_OPENAPI_URL");
        });
    }

    @Test
    void refusesAnAddressWithoutHost() {
        context.withPropertyValues("bi.openapi.url=openapi.jushuitan.com")
                .run(it -> assertThat(it).hasFailed());
    }

    @Test
    void hasTheDefaultsOfProduction() {
        context.withPropertyValues("bi.openapi.url=https://openapi.jushuitan.com")
                .run(it -> {
                    OpenApiProperties properties = it.getBean(OpenApiProperties.class);
                    assertThat(properties.authPath()).isEqualTo("/openWeb/auth");
                    assertThat(properties.readTimeout()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(properties.pauseAfterMinuteLimit()).isEqualTo(Duration.ofSeconds(60));
                });
    }
}
