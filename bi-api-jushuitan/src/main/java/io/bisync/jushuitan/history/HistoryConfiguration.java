package io.bisync.jushuitan.history;

import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.page.PagePublisher;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the past, slice by slice. */
@Configuration(proxyBeanMethods = false)
public class HistoryConfiguration {

    @Bean
    static WindowQuestions windowQuestions(
            ControlPlane controlPlane, RateLimitedClient calls, List<PulledEntity> entities, InstantSource clock) {
        return new WindowQuestions(controlPlane, calls, entities, clock);
    }

    @Bean
    static HistoryWork historyWork(
            WindowQuestions questions, RateLimitedClient calls, PagePublisher publisher, InstantSource clock) {
        return new HistoryWork(questions, calls, publisher, clock);
    }
}
