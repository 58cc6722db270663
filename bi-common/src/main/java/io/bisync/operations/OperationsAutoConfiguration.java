package io.bisync.operations;

import com.alibaba.cloud.nacos.NacosConfigAutoConfiguration;
import com.alibaba.cloud.nacos.NacosConfigManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Shows the state of Nacos where a server is configured. */
@AutoConfiguration(after = NacosConfigAutoConfiguration.class)
@ConditionalOnProperty(NacosRules.SERVER)
@ConditionalOnBean(NacosConfigManager.class)
@EnableConfigurationProperties(NacosProperties.class)
class OperationsAutoConfiguration {

    @Bean
    NacosWatch nacosHealthIndicator(
            NacosConfigManager nacos,
            ConfigurableEnvironment environment,
            ApplicationEventPublisher events,
            ObjectProvider<MeterRegistry> meters) {
        var problems = new ConfigMeters(meters.getIfAvailable(SimpleMeterRegistry::new));
        var outageLog = new OutageLog("The Nacos server", "BI-CONFIG-02", problems.counter("BI-CONFIG-02"));
        return new NacosWatch(nacos, environment, events, outageLog, problems, new LastGood());
    }
}
