package io.bisync.operations;

import com.alibaba.cloud.nacos.NacosConfigManager;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;

/** Whether the Nacos server answers; the service works without it, with what it was last told. */
final class NacosState implements HealthIndicator {

    static final String NO_SERVER = "BI-CONFIG-02";

    private static final String UP = "UP";

    private final NacosConfigManager nacos;
    private final Outage outage;

    NacosState(NacosConfigManager nacos, Outage outage) {
        this.nacos = nacos;
        this.outage = outage;
    }

    /** Asked every few seconds, so that an outage is told although nobody asks for health. */
    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    boolean isUp() {
        var up = UP.equals(nacos.getConfigService().getServerStatus());
        if (up) {
            outage.ends();
        } else {
            outage.begins("the service goes on with the settings that it was told last, or with the packaged ones");
        }
        return up;
    }

    @Override
    public Health health() {
        return isUp()
                ? Health.up().build()
                : Health.down().withDetail("code", NO_SERVER).build();
    }
}
