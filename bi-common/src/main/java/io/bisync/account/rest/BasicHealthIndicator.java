package io.bisync.account.rest;

import io.bisync.account.ControlPlaneException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether bi-basic is ready to answer; part of the group that alerts and restarts nothing. */
final class BasicHealthIndicator implements HealthIndicator {

    private final BasicClient basic;

    BasicHealthIndicator(BasicClient basic) {
        this.basic = basic;
    }

    @Override
    public Health health() {
        try {
            basic.askOnce(BasicApi::ready);
            return Health.up().build();
        } catch (ControlPlaneException e) {
            return Health.down().withDetail("code", e.code()).build();
        }
    }
}
