package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

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
                var sample = service.getBean(SampleService.Followed.class).settings();

                assertThat(sample.get()).isEqualTo(new SampleService.Sample("packaged", "nacos", "environment"));
                assertThat(service.getEnvironment().getProperty("server.shutdown"))
                        .isEqualTo("immediate");
                assertThat(looked(service).health().getStatus()).isEqualTo(Status.UP);
                var registry = new SimpleMeterRegistry();
                looked(service).bindTo(registry);
                assertThat(registry.get("bi.nacos.up").gauge().value()).isEqualTo(1);

                nacos.publish(DATA_ID, GROUP, """
                        sample:
                          nacos: changed
                          environment: changed
                        """);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(sample.get())
                                .isEqualTo(new SampleService.Sample("packaged", "changed", "environment")));
                assertThat(service.getEnvironment().getProperty("server.shutdown"))
                        .isEqualTo("graceful");

                nacos.goAway();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> !looked(service).isUp());
                assertThat(sample.get()).isEqualTo(new SampleService.Sample("packaged", "changed", "environment"));
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
            assertThat(looked(service).health())
                    .satisfies(it -> assertThat(it.getStatus()).isEqualTo(Status.DOWN))
                    .satisfies(it -> assertThat(it.getDetails()).containsEntry("code", "BI-CONFIG-02"));
            assertTold(service, output);
        }
    }

    @Test
    void nobodyIsAskedWhereNoServerIsNamed() {
        try (var service = start(Map.of())) {
            assertThat(service.getEnvironment().getProperty("sample.nacos")).isEqualTo("packaged");
            assertThat(service.getBeansOfType(NacosWatch.class)).isEmpty();
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

    private static NacosWatch looked(ConfigurableApplicationContext service) {
        var watch = service.getBean(NacosWatch.class);
        watch.look();
        return watch;
    }

    private static ConfigurableApplicationContext start(Map<String, String> variables) {
        return SampleService.start(variables);
    }
}
