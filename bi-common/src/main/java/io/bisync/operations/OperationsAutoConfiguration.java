package io.bisync.operations;

import com.alibaba.cloud.nacos.NacosConfigAutoConfiguration;
import com.alibaba.cloud.nacos.NacosConfigManager;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
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
    NacosState nacosHealthIndicator(NacosConfigManager nacos) {
        return new NacosState(nacos);
    }

    @Bean
    MeterBinder nacosGauge(NacosState nacos) {
        return registry -> Gauge.builder("bi.nacos.up", nacos, state -> state.isUp() ? 1 : 0)
                .description("1 while the Nacos server answers")
                .register(registry);
    }
}
