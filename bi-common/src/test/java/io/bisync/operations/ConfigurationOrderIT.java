package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.cloud.nacos.NacosConfigAutoConfiguration;
import com.alibaba.cloud.nacos.NacosConfigSpringCloudAutoConfiguration;
import io.bisync.settings.Live;
import io.bisync.settings.Settings;
import io.bisync.settings.SettingsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Packaged defaults < the service's file < Nacos < environment, at start and while running. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationOrderIT {

    private static final String DATA_ID = "bi-sample.yml";
    private static final String GROUP = "BISYNC";

    @Test
    void nacosBeatsTheServicesFileAndTheEnvironmentBeatsBoth(CapturedOutput output) throws IOException {
        try (var nacos = NacosServer.start()) {
            nacos.publish(DATA_ID, GROUP, """
                    sample:
                      nacos: nacos
                      environment: nacos
                    server:
                      shutdown: immediate
                    """);
            try (var service = start(Map.of(
                    "SPRING_CLOUD_NACOS_CONFIG_SERVER_ADDR", nacos.address(), "SAMPLE_ENVIRONMENT", "environment"))) {
                var sample = service.getBean(Followed.class).settings();

                assertThat(sample.get()).isEqualTo(new Sample("packaged", "nacos", "environment"));
                assertThat(service.getEnvironment().getProperty("server.shutdown"))
                        .isEqualTo("immediate");
                assertThat(service.getBean(NacosState.class).health().getStatus())
                        .isEqualTo(Status.UP);
                var registry = new SimpleMeterRegistry();
                service.getBean("nacosGauge", MeterBinder.class).bindTo(registry);
                assertThat(registry.get("bi.nacos.up").gauge().value()).isEqualTo(1);

                nacos.publish(DATA_ID, GROUP, """
                        sample:
                          nacos: changed
                          environment: changed
                        """);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() ->
                                assertThat(sample.get()).isEqualTo(new Sample("packaged", "changed", "environment")));
                assertThat(service.getEnvironment().getProperty("server.shutdown"))
                        .isEqualTo("graceful");

                nacos.goAway();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> !service.getBean(NacosState.class).isUp());
                assertThat(sample.get()).isEqualTo(new Sample("packaged", "changed", "environment"));
                assertTold(service, output);
            }
        }
    }

    @Test
    void theStartSucceedsWithoutTheServer(CapturedOutput output) {
        // Another name: the client keeps what it was told about a data id, over restarts and in this process.
        try (var service = start(Map.of(
                "SPRING_CLOUD_NACOS_CONFIG_SERVER_ADDR", "127.0.0.1:1", "SPRING_APPLICATION_NAME", "bi-alone"))) {
            assertThat(service.getEnvironment().getProperty("sample.nacos")).isEqualTo("packaged");
            assertThat(service.getBean(NacosState.class).health())
                    .satisfies(it -> assertThat(it.getStatus()).isEqualTo(Status.DOWN))
                    .satisfies(it -> assertThat(it.getDetails()).containsEntry("code", "BI-CONFIG-02"));
            assertTold(service, output);
        }
    }

    @Test
    void nobodyIsAskedWhereNoServerIsNamed() {
        try (var service = start(Map.of())) {
            assertThat(service.getEnvironment().getProperty("sample.nacos")).isEqualTo("packaged");
            assertThat(service.getBeansOfType(NacosState.class)).isEmpty();
        }
    }

    @Test
    void theServicesFileBeatsTheCommonDefaults() {
        try (var service = start(Map.of("BI_TOPICS_CREATE", "true"))) {
            var environment = service.getEnvironment();

            assertThat(environment.getProperty("management.endpoint.health.group.dependencies.show-details"))
                    .isEqualTo("always");
            assertThat(environment.getProperty("spring.lifecycle.timeout-per-shutdown-phase"))
                    .isEqualTo("7s");
            assertThat(environment.getProperty("bi.topics.create")).isEqualTo("true");
        }
    }

    private static void assertTold(ConfigurableApplicationContext service, CapturedOutput output) {
        assertThat(service.getBean(MeterRegistry.class)
                        .get("bi.config.problems")
                        .tag("code", "BI-CONFIG-02")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(output.getAll().lines().filter(it -> it.contains("BI-CONFIG-02 The Nacos server does not answer")))
                .hasSize(1);
    }

    private static ConfigurableApplicationContext start(Map<String, String> variables) {
        return new SpringApplicationBuilder(Service.class)
                .environment(new Variables(variables))
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run("--spring.config.location=classpath:/io/bisync/operations/", "--spring.main.banner-mode=off");
    }

    /** An environment whose variables are the test's. */
    private static final class Variables extends StandardEnvironment {

        Variables(Map<String, String> variables) {
            getPropertySources()
                    .replace(
                            SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            new SystemEnvironmentPropertySource(
                                    SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        }
    }

    record Sample(
            @Live String packaged, @Live String nacos, @Live String environment) {}

    record Followed(Supplier<Sample> settings) {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        NacosConfigAutoConfiguration.class,
        NacosConfigSpringCloudAutoConfiguration.class,
        RefreshAutoConfiguration.class,
        ConfigurationPropertiesRebinderAutoConfiguration.class,
        SettingsAutoConfiguration.class,
        OperationsAutoConfiguration.class
    })
    static class Service {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Followed followed(Settings settings) {
            return new Followed(settings.live("sample", Sample.class));
        }
    }
}
