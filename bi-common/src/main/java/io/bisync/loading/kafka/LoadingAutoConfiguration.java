package io.bisync.loading.kafka;

import io.bisync.account.ControlPlane;
import io.bisync.kafka.DeadLetterProducer;
import io.bisync.kafka.KafkaClients;
import io.bisync.kafka.LastingAdmin;
import io.bisync.loading.EntityTopic;
import io.bisync.loading.KnownTopics;
import io.bisync.loading.LoadPrecondition;
import io.bisync.loading.ValueFormats;
import io.bisync.loading.partition.PartitionCoordinator;
import io.bisync.loading.range.Labels;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeProcessor;
import io.bisync.privacy.Privacy;
import io.bisync.settings.Settings;
import io.bisync.starrocks.StreamLoad;
import io.bisync.starrocks.http.StarRocksProperties;
import io.bisync.table.Entity;
import io.bisync.time.Backoff;
import io.bisync.topic.TopicDeclaration;
import io.bisync.topic.TrafficClass;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;

/** Loading for a service that declares what its topics carry: beans of {@link EntityTopic}. */
@AutoConfiguration(
        afterName = {
            "io.bisync.starrocks.http.StarRocksAutoConfiguration",
            "io.bisync.account.rest.ControlPlaneAutoConfiguration",
            "io.bisync.settings.SettingsAutoConfiguration",
            "io.bisync.kafka.KafkaClientsAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({KafkaListenerEndpointRegistry.class, CircuitBreaker.class})
@ConditionalOnBean({EntityTopic.class, StreamLoad.class})
@EnableConfigurationProperties(LoadingProperties.class)
public final class LoadingAutoConfiguration {

    /** Before every poll partitions are paused and let go: this is how exact a rest is. */
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);

    LoadingAutoConfiguration() {}

    /**
     * Boot's own beans know more than its properties: connection details and SSL bundles. Its questions are those of meters,
     * asked again and again, so a broker that is away holds no stop up for Kafka's minute.
     */
    @Bean(destroyMethod = "close")
    static LastingAdmin lastingAdmin(KafkaAdmin admin) {
        var settings = new HashMap<>(admin.getConfigurationProperties());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LoadingConsumerConfig.CALL.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LoadingConsumerConfig.CALL.toMillis());
        return new LastingAdmin(settings);
    }

    @Bean(destroyMethod = "")
    static Admin loadingAdmin(LastingAdmin lasting) {
        return lasting.admin();
    }

    @Bean
    static KafkaDeadLetters loadingDeadLetters(DeadLetterProducer producer, ObjectProvider<EntityTopic> topics) {
        return new KafkaDeadLetters(
                producer,
                topics.stream()
                        .collect(Collectors.toMap(
                                EntityTopic::topic,
                                it -> it.entity().source() + "." + it.entity().name())));
    }

    @Bean
    static AccountHolds accountHolds(
            KafkaDeadLetters deadLetters, ObjectProvider<EntityTopic> topics, ObjectProvider<ControlPlane> basic) {
        return new AccountHolds(deadLetters, sources(topics), basic.getIfAvailable() != null);
    }

    @Bean
    @ConditionalOnBean(ControlPlane.class)
    static HoldWatch holdWatch(ControlPlane controlPlane, AccountHolds holds, ObjectProvider<EntityTopic> topics) {
        return new HoldWatch(controlPlane, holds, sources(topics).values());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnBean(ControlPlane.class)
    static ParkedRecords parkedRecords(
            KafkaClients clients,
            KafkaDeadLetters deadLetters,
            AccountHolds holds,
            Environment environment,
            Privacy privacy,
            ObjectProvider<ValueFormats> formats,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<MeterRegistry> meters) {
        var group = environment.getProperty("spring.application.name", "application") + ".parked";
        var reading = ParkedRecords.settings(clients.consumer(ParkedRecords.FIXED), group);
        return new ParkedRecords(
                () -> new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                deadLetters::send,
                holds,
                sources(topics).keySet(),
                new HistoryRecords(topics.stream().toList(), privacy, formats.getIfAvailable(() -> _ -> null)),
                clocks.getIfAvailable(InstantSource::system),
                meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    private static Map<String, String> sources(ObjectProvider<EntityTopic> topics) {
        return topics.stream()
                .collect(Collectors.toMap(EntityTopic::topic, it -> it.entity().source()));
    }

    @Bean(destroyMethod = "close")
    static LoadingConsumer loadingConsumer(
            LoadingProperties settings,
            Settings allSettings,
            StarRocksProperties starRocks,
            Environment environment,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<ValueFormats> formats,
            StreamLoad streamLoad,
            StarRocksBreaker starRocksBreaker,
            Privacy privacy,
            KafkaDeadLetters deadLetters,
            AccountHolds holds,
            ObjectProvider<LoadObserver> observers,
            ObjectProvider<InstantSource> clocks,
            ObjectProvider<LoadPrecondition> gates,
            Admin loadingAdmin) {
        var live = allSettings.live("bi.loading", LoadingProperties.class);
        var topicIds = new TopicIds(loadingAdmin);
        var backoff = new Backoff(settings.firstRest(), settings.longestRest(), new SecureRandom());
        var clock = clocks.getIfAvailable(LoadingAutoConfiguration::steadyClock);
        var observer = new LoadObservers(observers.orderedStream().toList());
        Map<String, Entity> entities = topics.stream()
                .collect(Collectors.toMap(EntityTopic::topic, it -> it.entity().under(privacy)));
        Map<String, TrafficClass> classes =
                topics.stream().collect(Collectors.toMap(EntityTopic::topic, EntityTopic::traffic));
        var values = formats.getIfAvailable(() -> _ -> null);
        var known = new KnownTopics();
        return new LoadingConsumer(consumer -> {
            var group = consumer.groupMetadata().groupId();
            var rules =
                    settings.rules(group, topic -> live.get().linger(classes.getOrDefault(topic, TrafficClass.ORDERS)));
            var labels = new Labels(environment.getProperty("bi.environment", "default"), group, starRocks.database());
            return new LoadingConsumer.Member(
                    group,
                    new PartitionCoordinator(
                            new ConsumerOffsets(consumer, topicIds),
                            new RangeNormaliser(entities, values, holds, rules),
                            rules,
                            backoff,
                            clock,
                            observer,
                            known),
                    new RangeProcessor(
                            labels,
                            streamLoad,
                            deadLetters,
                            holds,
                            rules,
                            backoff,
                            clock,
                            LoadingAutoConfiguration::await,
                            observer,
                            gates.getIfAvailable(() -> _ -> null)));
        });
    }

    @Bean
    static ConcurrentKafkaListenerContainerFactory<byte[], byte[]> loadingContainerFactory(
            LoadingProperties settings,
            StarRocksProperties starRocks,
            KafkaClients clients,
            KafkaProperties kafka,
            Environment environment,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<MeterRegistry> meters,
            LoadingConsumer loadingConsumer) {
        var consumers = LoadingConsumerConfig.settings(clients.consumer(LoadingConsumerConfig.FIXED), settings);
        var phase = environment.getProperty(
                "spring.lifecycle.timeout-per-shutdown-phase", Duration.class, Duration.ofSeconds(30));
        TimeoutBounds.of(starRocks, settings, LoadingConsumerConfig.maxPollInterval(consumers), phase)
                .check();
        var interceptor = new LoadingInterceptor(loadingConsumer);
        var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
        var consumerFactory = new DefaultKafkaConsumerFactory<byte[], byte[]>(consumers);
        meters.ifAvailable(registry -> consumerFactory.addListener(new MicrometerConsumerListener<>(registry)));
        factory.setConsumerFactory(consumerFactory);
        factory.setConcurrency(Objects.requireNonNullElse(kafka.getListener().getConcurrency(), 1));
        factory.setAutoStartup(kafka.getListener().isAutoStartup());
        factory.setBatchListener(true);
        factory.setBatchInterceptor(interceptor);
        factory.setCommonErrorHandler(new LoadingErrorHandler(loadingConsumer));
        var container = factory.getContainerProperties();
        container.setAckMode(AckMode.MANUAL);
        container.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
        container.setPollTimeout(POLL_TIMEOUT.toMillis());
        container.setConsumerRebalanceListener(interceptor);
        container.setAuthExceptionRetryInterval(clients.restAfterRefusal());
        factory.setContainerCustomizer(
                new LoadingContract(loadingConsumer, topics.stream().toList()));
        return factory;
    }

    @Bean
    static GroupsFirstOffsets groupsFirstOffsets() {
        return new GroupsFirstOffsets();
    }

    @Bean
    static StarRocksBreaker starRocksBreaker(ObjectProvider<MeterRegistry> meters) {
        var breaker = new StarRocksBreaker();
        Gauge.builder("bi.loading.breaker", breaker, it -> it.state() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("1 while StarRocks is left alone, as the last loads got no way")
                .register(meters.getIfAvailable(SimpleMeterRegistry::new));
        return breaker;
    }

    @Bean
    static LoadingPlan loadingPlan(
            ObjectProvider<KafkaListenerEndpointRegistry> registry,
            ObjectProvider<EntityTopic> topics,
            ObjectProvider<TopicDeclaration> declarations,
            LoadingProperties settings) {
        return new LoadingPlan(
                registry::getObject,
                topics.stream().toList(),
                declarations.stream().toList(),
                settings,
                Runtime.getRuntime().maxMemory());
    }

    @Bean
    static EagerListeners eagerListeners() {
        return new EagerListeners();
    }

    /** The wall clock as it stood at the start, moved on by what really passed: rests and limits must not jump with it. */
    private static InstantSource steadyClock() {
        var start = InstantSource.system().instant();
        var nanos = System.nanoTime();
        return () -> start.plusNanos(System.nanoTime() - nanos);
    }

    private static void await(Duration duration) throws InterruptedException {
        var never = new CountDownLatch(1);
        if (never.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("Nobody counts this latch down");
        }
    }
}
