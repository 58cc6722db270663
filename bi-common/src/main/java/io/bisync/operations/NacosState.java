package io.bisync.operations;

import com.alibaba.cloud.nacos.NacosConfigManager;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the Nacos server answers; the service works without it, with what it was last told. */
final class NacosState implements HealthIndicator {

    private static final String UP = "UP";

    private final NacosConfigManager nacos;

    NacosState(NacosConfigManager nacos) {
        this.nacos = nacos;
    }

    boolean isUp() {
        return UP.equals(nacos.getConfigService().getServerStatus());
    }

    @Override
    public Health health() {
        return isUp()
                ? Health.up().build()
                : Health.down().withDetail("code", "BI-CONFIG-02").build();
    }
}
