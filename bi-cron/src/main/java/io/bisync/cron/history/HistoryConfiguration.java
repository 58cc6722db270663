package io.bisync.cron.history;

import io.bisync.account.ControlPlane;
import io.bisync.settings.PlainHttp;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.transaction.annotation.Isolation;

/** Wires the history job: its repository in PostgreSQL, its channels to the services that speak the ERPs. */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
// Batch's own level, serializable, fails one of two histories that begin at once; HistoryLock parts two of the same.
// The kind of database is said, so that making the context asks none.
@EnableJdbcJobRepository(databaseType = "POSTGRES", isolationLevelForCreate = Isolation.READ_COMMITTED)
@EnableConfigurationProperties(HistoryProperties.class)
public class HistoryConfiguration {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** A service at work answers within milliseconds. */
    private static final Duration FIRST_WORDS = Duration.ofSeconds(20);

    @Bean
    JobRepositorySchema jobRepositorySchema() {
        return new JobRepositorySchema();
    }

    @Bean
    WindowLoaders windowLoaders(
            ControlPlane controlPlane,
            GrpcChannelFactory channels,
            HistoryProperties history,
            Environment environment) {
        CallCredentials token = bearer(environment.getRequiredProperty("bi.basic.token"));
        Map<String, WindowLoader> bySource = new HashMap<>();
        for (String source : sources(environment)) {
            ChannelAddress.of(environment, source).check(new PlainHttp(environment));
            bySource.put(source, loader(channels, source, token, history));
        }
        return new WindowLoaders(controlPlane, bySource);
    }

    @Bean
    HistoryJob historyJob(
            JobRepository repository, JobOperator operator, WindowLoaders loaders, HistoryProperties history) {
        return new HistoryJob(repository, operator, loaders, history.window());
    }

    @Bean
    @DependsOn("flywayInitializer")
    HistoryRun historyRun(
            HistoryJob job,
            JobOperator operator,
            JobRepository repository,
            DataSource dataSource,
            InstantSource clock) {
        return new HistoryRun(job, operator, repository, dataSource, clock);
    }

    /** A channel is named after the source whose windows its service loads. */
    private static Set<String> sources(Environment environment) {
        return Binder.get(environment)
                .bindOrCreate("spring.grpc.client.channel", Bindable.mapOf(String.class, Object.class))
                .keySet();
    }

    private static WindowLoader loader(
            GrpcChannelFactory channels, String source, CallCredentials token, HistoryProperties history) {
        return new GrpcWindowLoader(
                new FirstWords(channels.createChannel(source), FIRST_WORDS),
                token,
                history.attempts(),
                history.firstPause().toMillis(),
                history.longestPause().toMillis());
    }

    private static CallCredentials bearer(String token) {
        return new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
                var metadata = new Metadata();
                metadata.put(AUTHORIZATION, "Bearer " + token);
                applier.apply(metadata);
            }
        };
    }
}
