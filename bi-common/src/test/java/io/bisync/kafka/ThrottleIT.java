package io.bisync.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.event.EventAutoConfiguration;
import io.bisync.event.EventPublisher;
import io.bisync.event.Outgoing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A quota of the broker's, as the client feels it. */
@ExtendWith(OutputCaptureExtension.class)
class ThrottleIT {

    private static final String CLIENT = "throttled";

    @Test
    void aClientThatIsSlowedDownByAQuotaIsToldOnceByItsName(CapturedOutput output) throws Exception {
        try (var topics = new TestTopics()) {
            topics.create(1, "t.quota");
            topics.admin()
                    .alterClientQuotas(List.of(new ClientQuotaAlteration(
                            new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, CLIENT + "-1")),
                            List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1_000.0)))))
                    .all()
                    .get();
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            KafkaAutoConfiguration.class,
                            KafkaClientsAutoConfiguration.class,
                            EventAutoConfiguration.class))
                    .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                    .withPropertyValues(
                            "spring.kafka.bootstrap-servers="
                                    + SharedKafka.broker().bootstrapServers(),
                            "spring.kafka.client-id=" + CLIENT)
                    .run(context -> {
                        var publisher = context.getBean(EventPublisher.class);
                        var watch = context.getBean(ThrottleWatch.class);
                        var gauge = context.getBean(MeterRegistry.class)
                                .get("bi.kafka.throttled")
                                .gauge();
                        watch.look();
                        assertThat(gauge.value()).isZero();

                        // Nothing that compression makes small.
                        var much = new byte[12_000];
                        new Random(1).nextBytes(much);
                        publisher.publish(Outgoing.bytes("t.quota", null, much));
                        publisher.publish(Outgoing.bytes("t.quota", null, new byte[1]));
                        assertThat(context.getBean(MeterRegistry.class)
                                        .get("kafka.producer.record.send.total")
                                        .functionCounter()
                                        .count())
                                .isEqualTo(2);

                        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                            watch.look();
                            assertThat(gauge.value()).isEqualTo(1);
                        });
                        watch.look();
                        assertThat(output).containsOnlyOnce("BI-KAFKA-05 ").contains(CLIENT + "-1");
                    });
        }
    }
}
