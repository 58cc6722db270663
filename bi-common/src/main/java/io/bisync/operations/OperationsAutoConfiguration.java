package io.bisync.operations;

import com.alibaba.cloud.nacos.NacosConfigAutoConfiguration;
import com.alibaba.cloud.nacos.NacosConfigManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Shows the state of Nacos where a server is configured. */
@AutoConfiguration(after = NacosConfigAutoConfiguration.class)
@ConditionalOnProperty("spring.cloud.nacos.config.server-addr")
@ConditionalOnBean(NacosConfigManager.class)
class OperationsAutoConfiguration {

    @Bean
    NacosState nacosHealthIndicator(NacosConfigManager nacos, ObjectProvider<MeterRegistry> meters) {
        var problems = ConfigMeters.problems(meters.getIfAvailable(SimpleMeterRegistry::new), NacosState.NO_SERVER);
        return new NacosState(nacos, new Outage("The Nacos server", NacosState.NO_SERVER, problems));
    }

    @Bean
    MeterBinder nacosGauge(NacosState nacos) {
        return registry -> Gauge.builder("bi.nacos.up", nacos, state -> state.isUp() ? 1 : 0)
                .description("1 while the Nacos server answers")
                .register(registry);
    }
}
