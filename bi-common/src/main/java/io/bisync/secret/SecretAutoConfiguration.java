package io.bisync.secret;

import java.nio.file.Files;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Opens the keyset of a service that has one. */
@AutoConfiguration
@ConditionalOnProperty("bi.secret.keyset")
@EnableConfigurationProperties(SecretProperties.class)
public final class SecretAutoConfiguration {

    SecretAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    static Secrets secrets(SecretProperties properties) {
        if (properties.create() && !Files.exists(properties.keyset())) {
            Secrets.create(properties.keyset());
        }
        return Secrets.open(properties.keyset());
    }
}
