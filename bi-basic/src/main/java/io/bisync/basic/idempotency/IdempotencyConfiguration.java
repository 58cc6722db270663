package io.bisync.basic.idempotency;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of keys. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {

    @Bean
    static Idempotency idempotency(JdbcClient jdbc, InstantSource clock) {
        return new Idempotency(jdbc, clock);
    }
}
