package io.bisync.jushuitan.history;

import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.run.work.SliceTopic;
import io.bisync.topic.TopicDeclaration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the past, slice by slice. */
@Configuration(proxyBeanMethods = false)
public class HistoryConfiguration {

    @Bean
    static TopicDeclaration slices() {
        return SliceTopic.declaration(HistoryWork.SOURCE);
    }

    @Bean
    HistoryWork historyWork(
            ControlPlane controlPlane,
            RateLimitedClient calls,
            PagePublisher publisher,
            List<PulledEntity> entities,
            InstantSource clock) {
        return new HistoryWork(controlPlane, calls, publisher, entities, clock);
    }
}
