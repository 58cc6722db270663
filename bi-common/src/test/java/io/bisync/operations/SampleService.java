package io.bisync.operations;

import com.alibaba.cloud.nacos.NacosConfigAutoConfiguration;
import com.alibaba.cloud.nacos.NacosConfigManager;
import com.alibaba.cloud.nacos.NacosConfigSpringCloudAutoConfiguration;
import io.bisync.settings.Live;
import io.bisync.settings.Settings;
import io.bisync.settings.SettingsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.util.ReflectionTestUtils;

/** A service with some settings to look at, and an environment that is the test's. */
@SuiteService
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    NacosConfigAutoConfiguration.class,
    NacosConfigSpringCloudAutoConfiguration.class,
    RefreshAutoConfiguration.class,
    ConfigurationPropertiesRebinderAutoConfiguration.class,
    SettingsAutoConfiguration.class,
    OperationsAutoConfiguration.class
})
class SampleService {

    static final String GROUP = "BISYNC";

    record Sample(
            @Live String packaged, @Live String nacos, @Live String environment) {}

    record Followed(Supplier<Sample> settings) {}

    /** A refresh forgets the variables of the test, but not the arguments. */
    static ConfigurableApplicationContext start(Map<String, String> variables, String... arguments) {
        // The client lives in a static field, for the first server that a process names.
        ReflectionTestUtils.setField(NacosConfigManager.class, "service", null);
        ReflectionTestUtils.setField(NacosConfigManager.class, "INSTANCE", null);
        return new SpringApplicationBuilder(SampleService.class)
                .environment(new Variables(variables))
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run(Stream.concat(
                                Stream.of(
                                        "--spring.config.location=classpath:/io/bisync/operations/",
                                        "--spring.main.banner-mode=off"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    static Sample sample(ConfigurableApplicationContext service) {
        return service.getBean(Followed.class).settings().get();
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    Followed followed(Settings settings) {
        return new Followed(settings.live("sample", Sample.class));
    }

    private static final class Variables extends StandardEnvironment {

        Variables(Map<String, String> variables) {
            getPropertySources()
                    .replace(
                            SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            new SystemEnvironmentPropertySource(
                                    SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        }
    }
}
