package io.bisync.basic.topic;

import io.bisync.kafka.LastingAdmin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** One client for all that asks the brokers again and again. */
@Configuration(proxyBeanMethods = false)
public class TopicConfiguration {

    @Bean
    static LastingAdmin topicAdmin(KafkaAdmin admin) {
        return new LastingAdmin(admin.getConfigurationProperties());
    }

    @Bean
    static Topics topics(LastingAdmin topicAdmin) {
        return new Topics(topicAdmin.admin());
    }
}
