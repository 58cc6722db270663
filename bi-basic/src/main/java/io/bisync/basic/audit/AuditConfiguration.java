package io.bisync.basic.audit;

import io.bisync.basic.http.BodyMapper;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit: table and REST. */
@Configuration(proxyBeanMethods = false)
@Import(AuditResource.class)
public class AuditConfiguration {

    @Bean
    static Audit audit(JdbcClient jdbc, InstantSource clock) {
        return new Audit(jdbc, BodyMapper.JSON, clock);
    }
}
