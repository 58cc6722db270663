package io.bisync.basic.related;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Related entities: view and REST. */
@Configuration(proxyBeanMethods = false)
@Import(RelatedResource.class)
public class RelatedConfiguration {

    @Bean
    static RelatedEntities relatedEntities(JdbcClient jdbc) {
        return new RelatedEntities(jdbc);
    }
}
