package io.bisync.account.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.change.AccountChanged.Kind;
import io.bisync.event.EventAutoConfiguration;
import io.bisync.event.EventProducer;
import io.bisync.handler.HandlerAutoConfiguration;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.topic.TopicAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/** Every process of a service hears of every change. */
class AccountChangeIT {

    private static final TopicPartition DEAD = new TopicPartition(AccountChanged.TOPIC + "-dlt", 0);

    @Test
    void everyProcessHearsOfEveryChangeFromItsStartOnAndARecordThatIsNoneStopsNobody() {
        service().run(sender -> {
            send(sender, "{\"source\":\"mill\",\"account\":\"0\",\"kind\":\"CREATED\"}");
            service()
                    .run(one -> service().run(two -> {
                        // They hear from some moment after their start: until then it is told again.
                        await("both to hear").untilAsserted(() -> {
                            send(sender, "{\"source\":\"mill\",\"account\":\"1\",\"kind\":\"CREATED\"}");
                            assertThat(heard(one)).isNotEmpty();
                            assertThat(heard(two)).isNotEmpty();
                        });
                        send(sender, "no JSON");
                        send(sender, "{\"source\":\"mill\",\"account\":\"7\",\"kind\":\"CREDENTIALS_CHANGED\"}");
                        var changed = new AccountChanged("mill", "7", Kind.CREDENTIALS_CHANGED);
                        await("the change")
                                .untilAsserted(() -> assertThat(List.of(heard(one), heard(two)))
                                        .allSatisfy(it -> assertThat(it).contains(changed)));
                        assertThat(heard(one))
                                .extracting(AccountChanged::account)
                                .doesNotContain("0");
                        assertThat(deadLetters()).contains("no JSON");
                    }));
        });
    }

    @Test
    void itsTopicBringsDeadLettersAndNothingParked() {
        service().run(context -> {
            assertThat(context).hasNotFailed();
            try (var admin = Admin.create(
                    Map.of("bootstrap.servers", SharedKafka.broker().bootstrapServers()))) {
                assertThat(admin.listTopics().names().get(60, TimeUnit.SECONDS))
                        .contains(AccountChanged.TOPIC, AccountChanged.TOPIC + "-dlt")
                        .doesNotContain(AccountChanged.TOPIC + "-parked");
            }
        });
    }

    private static ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        KafkaAutoConfiguration.class,
                        KafkaClientsAutoConfiguration.class,
                        HandlerAutoConfiguration.class,
                        EventAutoConfiguration.class,
                        TopicAutoConfiguration.class))
                .withUserConfiguration(Service.class)
                .withPropertyValues(
                        "spring.kafka.bootstrap-servers=" + SharedKafka.broker().bootstrapServers(),
                        "bi.topics.create=true",
                        "bi.topics.patience=60s");
    }

    private static void send(ApplicationContext sender, String value) {
        sender.getBean(EventProducer.class)
                .operations()
                .send(AccountChanged.TOPIC, "1".getBytes(UTF_8), value.getBytes(UTF_8))
                .join();
    }

    private static List<AccountChanged> heard(ApplicationContext service) {
        return service.getBean(Ear.class).heard;
    }

    private static List<String> deadLetters() {
        var letters = new CopyOnWriteArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", SharedKafka.broker().bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(DEAD));
            consumer.seekToBeginning(List.of(DEAD));
            await("a dead letter").until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(it -> letters.add(it.value()));
                return !letters.isEmpty();
            });
        }
        return letters;
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60));
    }

    /** What a feature does. */
    static class Ear {

        private final List<AccountChanged> heard = new CopyOnWriteArrayList<>();

        @EventListener
        void hear(AccountChanged changed) {
            heard.add(changed);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(AccountChangeConfiguration.class)
    static class Service {

        @Bean
        static Ear ear() {
            return new Ear();
        }
    }
}
