package io.bisync.proof.pull;

import io.bisync.jushuitan.call.OpenApiConfiguration;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.pull.PullConfiguration;
import io.bisync.operations.SuiteService;
import java.time.InstantSource;
import java.util.Arrays;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** bi-api-jushuitan as it pulls, with 22 entities instead of its own, in a process of its own. It loads nothing. */
@SuiteService
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = "io.bisync.loading.schema.SchemaAutoConfiguration")
@Import({OpenApiConfiguration.class, PullConfiguration.class, PullingService.Entities.class})
class PullingService {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** Called with the service's own properties and those of {@link PullWatch}. */
    public static void main(String... arguments) throws Exception {
        try (var service = new SpringApplicationBuilder(PullingService.class).run(arguments)) {
            PullWatch.over(service).run();
        }
        // Nacos leaves threads behind.
        System.exit(0);
    }

    static final class Entities implements BeanRegistrar {

        @Override
        public void register(BeanRegistry registry, Environment environment) {
            Arrays.stream(PaceClass.values())
                    .flatMap(it -> it.pulled().stream())
                    .forEach(entity -> registry.registerBean(
                            entity.name() + ".pull", PulledEntity.class, bean -> bean.supplier(_ -> entity)));
        }
    }
}
