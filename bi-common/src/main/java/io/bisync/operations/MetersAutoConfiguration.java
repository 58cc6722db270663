package io.bisync.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

/** Help texts, buckets, dependencies and the build as meters. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
class MetersAutoConfiguration {

    @Bean
    static MeterHelp meterHelp() {
        return MeterHelp.ofAllModules();
    }

    @Bean
    @ConditionalOnBean({HealthEndpoint.class, MeterRegistry.class})
    static DependencyMeters dependencyMeters(ObjectProvider<HealthEndpoint> health, MeterRegistry registry) {
        return new DependencyMeters(() -> dependencies(health.getObject()), registry);
    }

    @Bean
    static MeterBinder buildGauge() {
        var build = Build.here();
        return registry -> Gauge.builder("bi.build.info", () -> 1)
                .description("1; which version and commit runs")
                .tag("version", build.version())
                .tag("commit", build.commit())
                .register(registry);
    }

    private static Map<String, Status> dependencies(HealthEndpoint health) {
        var found = new HashMap<String, Status>();
        if (health.healthForPath("dependencies") instanceof CompositeHealthDescriptor group) {
            Objects.requireNonNullElse(group.getComponents(), Map.<String, HealthDescriptor>of())
                    .forEach((name, member) -> found.put(name, member.getStatus()));
        }
        return found;
    }
}
