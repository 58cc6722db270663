package io.bisync.loading.report;

import io.bisync.account.ControlPlane;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.ReadProgress;
import io.bisync.loading.freshness.StatusTables;
import io.bisync.loading.kafka.LoadingAutoConfiguration;
import io.bisync.loading.kafka.LoadingConsumer;
import io.bisync.loading.kafka.StarRocksBreaker;
import io.bisync.loading.range.LoadProgress;
import io.bisync.privacy.Privacy;
import io.bisync.starrocks.StreamLoad;
import io.bisync.starrocks.http.StarRocksSql;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** What a service that loads tells of it. */
@AutoConfiguration(after = LoadingAutoConfiguration.class)
@ConditionalOnClass({KafkaListenerEndpointRegistry.class, CircuitBreaker.class})
@ConditionalOnBean({EntityTopic.class, StreamLoad.class})
public final class LoadingReportAutoConfiguration {

    LoadingReportAutoConfiguration() {}

    @Bean
    static LoadProgress loadProgress(ObjectProvider<EntityTopic> topics) {
        return new LoadProgress(topics.stream()
                .collect(Collectors.toMap(EntityTopic::topic, it -> it.entity().name())));
    }

    @Bean
    static LoadingMeters loadingMeters(ObjectProvider<MeterRegistry> meters) {
        return new LoadingMeters(meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    /** What loads is told to the meters before, so it cannot be given to them when they are made. */
    @Bean
    static SmartInitializingSingleton loadingMetersBinding(
            LoadingMeters meters, LoadingConsumer loadingConsumer, ObjectProvider<EntityTopic> topics) {
        return () -> meters.bind(loadingConsumer, topics.stream().toList());
    }

    @Bean
    static LoadingEndpoint loadingEndpoint(
            Backlog backlog, StarRocksBreaker breaker, LabelBudget labelBudget, OddFields oddFields) {
        return new LoadingEndpoint(backlog, breaker, labelBudget, oddFields);
    }

    @Bean
    static OddFields oddFields() {
        return new OddFields();
    }

    @Bean
    static NewFieldWatch newFieldWatch() {
        return new NewFieldWatch();
    }

    @Bean
    static Backlog backlog(
            LoadingConsumer loadingConsumer,
            Admin loadingAdmin,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<MeterRegistry> meters) {
        return new Backlog(
                loadingConsumer::status,
                EndOffsets.from(loadingAdmin),
                topics.stream().toList(),
                clocks.getIfAvailable(InstantSource::system),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    static LabelBudget labelBudget(
            LoadingConsumer loadingConsumer,
            ObjectProvider<StarRocksSql> sql,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<StatusTables> beside,
            ObjectProvider<MeterRegistry> meters) {
        return new LabelBudget(
                () -> loadingConsumer.status().values().stream()
                        .flatMap(List::stream)
                        .toList(),
                question -> {
                    var known = sql.getIfAvailable();
                    return known == null ? List.of() : known.query(question);
                },
                topics.stream().toList(),
                beside.stream().mapToDouble(StatusTables::loadsPerSecond).sum(),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    static LoadingHealthIndicator loadingHealthIndicator(LoadingConsumer loadingConsumer) {
        return new LoadingHealthIndicator(loadingConsumer::status);
    }

    @Bean
    static DeadLetterMeters deadLetterMeters(
            Admin loadingAdmin,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<MeterRegistry> meters) {
        return new DeadLetterMeters(
                loadingAdmin,
                topics.stream().toList(),
                clocks.getIfAvailable(InstantSource::system),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    static LoadSummary loadSummary() {
        return new LoadSummary();
    }

    @Bean
    static ListeningHealthIndicator listeningHealthIndicator(
            KafkaListenerEndpointRegistry registry, ObjectProvider<EntityTopic> topics) {
        return new ListeningHealthIndicator(registry, topics.stream().toList());
    }

    @Bean
    static LoadingListeners loadingListeners(Backlog backlog) {
        return new LoadingListeners(backlog);
    }

    @Bean
    @ConditionalOnBean(ControlPlane.class)
    static UnknownAccounts unknownAccounts(
            ControlPlane controlPlane, ObjectProvider<EntityTopic> topics, ObjectProvider<MeterRegistry> meters) {
        var sources = sources(topics);
        var accounts = new UnknownAccounts(controlPlane, sources);
        var registry = meters.getIfAvailable(SimpleMeterRegistry::new);
        sources.values().stream()
                .distinct()
                .forEach(source -> Gauge.builder("bi.accounts.unknown", accounts, it -> it.unknown(source))
                        .description("Accounts whose records are loaded and that nobody made at bi-basic")
                        .tag("source", source)
                        .register(registry));
        return accounts;
    }

    @Bean
    @ConditionalOnBean(ControlPlane.class)
    static LoadingReports reportsHealthIndicator(
            ControlPlane controlPlane,
            Backlog backlog,
            LoadProgress progress,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<ReadProgress> reads,
            ObjectProvider<InstantSource> clocks) {
        return new LoadingReports(
                controlPlane,
                backlog,
                progress::loaded,
                topics.stream().toList(),
                reads.stream().toList(),
                clocks.getIfAvailable(InstantSource::system));
    }

    @Bean
    @ConditionalOnBean(ControlPlane.class)
    static PrivacyNotice privacyNotice(ControlPlane controlPlane, Privacy privacy, ObjectProvider<EntityTopic> topics) {
        return new PrivacyNotice(controlPlane, privacy, sources(topics).values());
    }

    @Bean
    @ConditionalOnBean(ControlPlane.class)
    static NewFieldReports newFieldReports(
            ControlPlane controlPlane, NewFieldWatch watch, ObjectProvider<EntityTopic> topics) {
        return new NewFieldReports(controlPlane, watch, sources(topics).values());
    }

    private static Map<String, String> sources(ObjectProvider<EntityTopic> topics) {
        return topics.stream()
                .collect(Collectors.toMap(EntityTopic::topic, it -> it.entity().source()));
    }
}
