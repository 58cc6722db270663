package io.bisync.basic.secret;

import io.bisync.basic.audit.Audit;
import io.bisync.secret.Secrets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sealed values: the change of their key, and its REST. */
@Configuration(proxyBeanMethods = false)
@Import(SecretResource.class)
public class SecretConfiguration {

    @Bean
    static SealedValues sealedValues(JdbcClient jdbc, Secrets secrets, Audit audit) {
        return new SealedValues(jdbc, secrets, audit);
    }
}
