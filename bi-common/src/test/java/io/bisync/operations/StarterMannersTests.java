package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/** What the dependency changes of an application, and what only in the suite's services. */
class StarterMannersTests {

    private static final List<String> OF_THE_SUITE = List.of(
            "logging.structured.format.console",
            "logging.level.org.apache.kafka",
            "spring.threads.virtual.enabled",
            "spring.lifecycle.timeout-per-shutdown-phase",
            "management.endpoints.web.exposure.include",
            "server.error.include-message",
            "bi.kafka.strict");

    @Test
    void anApplicationThatOnlyUsesTheStarterKeepsBootsDefaults() {
        assertThat(said(Application.class)).isEmpty();
    }

    @Test
    void aServiceOfTheSuiteHasTheSuites() {
        assertThat(said(Service.class)).containsExactlyElementsOf(OF_THE_SUITE);
    }

    private static List<String> said(Class<?> application) {
        try (var context = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .run("--spring.config.location=optional:classpath:/nowhere/", "--spring.main.banner-mode=off")) {
            return OF_THE_SUITE.stream()
                    .filter(context.getEnvironment()::containsProperty)
                    .toList();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {}

    @SuiteService
    @Configuration(proxyBeanMethods = false)
    static class Service {}
}
