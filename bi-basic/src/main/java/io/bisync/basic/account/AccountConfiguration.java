package io.bisync.basic.account;

import io.bisync.secret.Secrets;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts: table, book and REST. */
@Configuration(proxyBeanMethods = false)
@Import(AccountResource.class)
public class AccountConfiguration {

    @Bean
    static Accounts accounts(JdbcClient jdbc) {
        return new Accounts(jdbc);
    }

    @Bean
    static AccountBook accountBook(Accounts accounts, Secrets secrets, InstantSource clock) {
        return new AccountBook(accounts, secrets, clock);
    }
}
