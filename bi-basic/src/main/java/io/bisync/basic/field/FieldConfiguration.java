package io.bisync.basic.field;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** New fields: table and REST. */
@Configuration(proxyBeanMethods = false)
@Import(FieldResource.class)
public class FieldConfiguration {

    @Bean
    static NewFieldTable newFieldTable(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock) {
        return new NewFieldTable(jdbc, transaction, clock);
    }
}
