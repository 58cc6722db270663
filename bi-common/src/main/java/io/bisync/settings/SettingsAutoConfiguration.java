package io.bisync.settings;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.context.annotation.Bean;

/** Makes every settings record of ours say its units. */
@AutoConfiguration
public final class SettingsAutoConfiguration {

    SettingsAutoConfiguration() {}

    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor statedUnits() {
        return StatedUnits::new;
    }
}
