package io.bisync.account.change;

import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Hearing of changes of accounts: topic and listener. A service that holds something of accounts imports it. */
@Configuration(proxyBeanMethods = false)
public class AccountChangeConfiguration {

    /** One partition: whoever hears keeps no position, so nothing is shared out. */
    @Bean
    static TopicDeclaration accountChanges() {
        return TopicDeclaration.handled(AccountChanged.TOPIC, 1, Duration.ofDays(1), DataSize.ofMegabytes(1));
    }

    @Bean
    static AccountChangeListener accountChangeListener(ApplicationEventPublisher events) {
        return new AccountChangeListener(events);
    }
}
