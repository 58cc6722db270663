package io.bisync.jushuitan.verify;

import io.bisync.account.ControlPlane;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.history.WindowQuestions;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.privacy.Privacy;
import io.bisync.starrocks.http.StarRocksSql;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Compares what the ERP has with StarRocks, slice by slice. */
@Configuration(proxyBeanMethods = false)
public class VerifyConfiguration {

    /** Longer than loads usually wait for each other. */
    private static final Duration LOADING = Duration.ofSeconds(5);

    @Bean
    static Settling settling(ControlPlane controlPlane, InstantSource clock) {
        return new Settling(controlPlane, clock, LOADING);
    }

    @Bean
    static CountWork countWork(
            WindowQuestions questions,
            RateLimitedClient calls,
            StarRocksSql sql,
            Settling settling,
            InstantSource clock) {
        return new CountWork(questions, calls, sql::query, settling, clock);
    }

    @Bean
    static DeepWork deepWork(
            WindowQuestions questions,
            RateLimitedClient calls,
            PagePublisher pages,
            Privacy privacy,
            StarRocksSql sql,
            Settling settling,
            InstantSource clock) {
        return new DeepWork(questions, calls, pages, privacy, sql::query, settling, clock);
    }
}
