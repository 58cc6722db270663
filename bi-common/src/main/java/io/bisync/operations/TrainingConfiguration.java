package io.bisync.operations;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A start that ends when the context is made trains the JVM and has no neighbours: no database is asked. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(FlywayMigrationStrategy.class)
@ConditionalOnProperty(name = "spring.context.exit", havingValue = "onRefresh")
class TrainingConfiguration {

    @Bean
    static FlywayMigrationStrategy noMigration() {
        return _ -> {};
    }
}
