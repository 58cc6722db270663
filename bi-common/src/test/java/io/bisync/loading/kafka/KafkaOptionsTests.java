package io.bisync.loading.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.event.EventAutoConfiguration;
import io.bisync.event.EventProducer;
import io.bisync.kafka.KafkaClients;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What {@code options.csv}, of which docs/kafka.md is made, says of our own clients is so. */
class KafkaOptionsTests {

    private static final String OURS = "bi.kafka.";
    private static final LoadingProperties LOADING = new Binder().bindOrCreate("bi.loading", LoadingProperties.class);

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    KafkaAutoConfiguration.class, KafkaClientsAutoConfiguration.class, EventAutoConfiguration.class));

    @Test
    void whatIsSetReachesTheClient() {
        var set = options(it -> it.test().endsWith("#whatIsSetReachesTheClient"));
        application
                .withPropertyValues(set.stream()
                        .map(it -> it.property() + "=" + it.sample())
                        .toArray(String[]::new))
                .run(context -> assertThat(set)
                        .allSatisfy(option -> assertThat(
                                        text(inForce(option, context).get(option.kafkasName())))
                                .as(option.property())
                                .isEqualTo(option.sample())));
    }

    @Test
    void theDefaultsAreThoseThatThePageShows() {
        application.run(context -> assertThat(options(_ -> true)).allSatisfy(option -> {
            if (!option.kafkas().isEmpty()) {
                assertThat(text(kafkas(option)))
                        .as("Kafka's default of " + option)
                        .isEqualTo(option.kafkas());
            }
            var inForce = inForce(option, context).get(option.kafkasName());
            if (option.ours().matches("[0-9]+|lz4")) {
                assertThat(text(inForce)).as("Our default of " + option).isEqualTo(option.ours());
            } else if (option.ours().isEmpty() && inForce != null) {
                assertThat(text(inForce)).as("Nothing of ours for " + option).isEqualTo(option.kafkas());
            }
        }));
    }

    @ParameterizedTest
    @MethodSource("fixed")
    void whatIsFixedIsRefused(Option option) {
        application.withPropertyValues(option.property() + "=other").run(context -> {
            if (option.isOfProducer()) {
                assertThat(context).getFailure().rootCause().hasMessageContainingAll("BI-CONFIG-05", option.property());
            } else {
                assertThatThrownBy(() -> context.getBean(KafkaClients.class).consumer(LoadingConsumerConfig.FIXED))
                        .hasMessageContainingAll("BI-CONFIG-05", option.property());
            }
        });
    }

    static List<Option> fixed() {
        return options(it -> it.ours().equals("fixed"));
    }

    private static Map<String, Object> inForce(Option option, ApplicationContext context) {
        return option.isOfProducer()
                ? context.getBean(EventProducer.class)
                        .operations()
                        .getProducerFactory()
                        .getConfigurationProperties()
                : LoadingConsumerConfig.settings(
                        context.getBean(KafkaClients.class).consumer(LoadingConsumerConfig.FIXED), LOADING);
    }

    private static @Nullable Object kafkas(Option option) {
        return (option.isOfProducer() ? ProducerConfig.configDef() : ConsumerConfig.configDef())
                .defaultValues()
                .get(option.kafkasName());
    }

    private static String text(@Nullable Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(Object::toString).toList())
                : String.valueOf(value);
    }

    private static List<Option> options(Predicate<Option> which) {
        try (var file =
                Objects.requireNonNull(KafkaOptionsTests.class.getResourceAsStream("/io/bisync/kafka/options.csv"))) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(Option::of)
                    .filter(it -> it.property().startsWith(OURS))
                    .filter(which)
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** A line: its columns are named in the first one. */
    record Option(String property, String kafkas, String ours, String sample, String test) {

        static Option of(String line) {
            var columns = line.split(";", -1);
            assertThat(columns).as(Arrays.toString(columns)).hasSize(7);
            return new Option(columns[2], columns[3], columns[4], columns[5], columns[6]);
        }

        boolean isOfProducer() {
            return property.startsWith(OURS + "producer.");
        }

        String kafkasName() {
            return property.substring((OURS + (isOfProducer() ? "producer." : "consumer.")).length());
        }
    }
}
