package io.bisync.settings;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** One set of rules for every settings record of ours, at the start and at every change. */
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
public final class SettingsAutoConfiguration {

    SettingsAutoConfiguration() {}

    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor statedUnits() {
        return StatedUnits::new;
    }

    @Bean
    static Settings settings(ApplicationContext context, ObjectProvider<MeterRegistry> meters) {
        var validator = new LocalValidatorFactoryBean();
        // Rules may ask the environment, as those that Boot applies at the start do.
        validator.setApplicationContext(context);
        validator.afterPropertiesSet();
        return new Settings(context, validator, meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    static SettingsEndpoint settingsEndpoint(Settings settings) {
        return new SettingsEndpoint(settings);
    }
}
