package io.bisync.jushuitan.pull;

import io.bisync.account.ControlPlane;
import io.bisync.event.EventPublisher;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.jushuitan.page.PullStates;
import io.bisync.once.ExactlyOnceProcessor;
import io.bisync.privacy.Privacy;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the live pulls. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PullProperties.class)
public class PullConfiguration {

    @Bean
    PullStates pullsHealthIndicator(MeterRegistry registry, InstantSource clock) {
        return new PullStates(registry, clock);
    }

    @Bean
    PullMeters pullMeters(MeterRegistry registry, InstantSource clock, PullStates states) {
        return new PullMeters(registry, clock, states);
    }

    @Bean
    PagePublisher pagePublisher(EventPublisher events, Privacy privacy, InstantSource clock, PullMeters meters) {
        return new PagePublisher(events::publish, privacy, clock, meters);
    }

    @Bean
    LivePulls livePulls(
            ControlPlane controlPlane,
            RateLimitedClient calls,
            PagePublisher publisher,
            List<PulledEntity> entities,
            PullProperties properties,
            ExactlyOnceProcessor once,
            InstantSource clock,
            PullMeters meters) {
        return new LivePulls(controlPlane, calls, publisher, entities, properties, once, clock, meters);
    }
}
