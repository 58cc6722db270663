package io.bisync.privacy;

import io.bisync.secret.SealingKey;
import java.nio.file.Files;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Reads the rules once: they hold until the service starts again, so they cannot change inside a range. */
@AutoConfiguration
@EnableConfigurationProperties(PrivacyProperties.class)
public final class PrivacyAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(PrivacyAutoConfiguration.class);

    PrivacyAutoConfiguration() {}

    /** Made only where something asks for it: bi-basic and jobs need no sealing key. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    static Privacy privacy(PrivacyProperties properties) {
        boolean needsKey = properties.unknownFields() == UnknownFields.SEALED;
        var key = needsKey || Files.exists(properties.keyset()) ? SealingKey.open(properties.keyset()) : null;
        log.info(
                "Unknown fields are {} with sealing key {}; allowed: {}",
                properties.unknownFields(),
                key == null ? "none" : key.id(),
                new TreeSet<>(properties.allowed()));
        return Privacy.of(properties.unknownFields(), properties.allowed(), key);
    }
}
