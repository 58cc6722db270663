package io.bisync.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Tells of clients that the brokers slow down by a quota, from what the clients' own meters say. */
final class ThrottleWatch {

    static final String CODE = "BI-KAFKA-05";

    private static final Logger log = LoggerFactory.getLogger(ThrottleWatch.class);
    private static final List<String> METERS =
            List.of("kafka.producer.produce.throttle.time.avg", "kafka.consumer.fetch.manager.fetch.throttle.time.avg");

    private final MeterRegistry meters;
    private final Set<String> throttled = ConcurrentHashMap.newKeySet();

    ThrottleWatch(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("bi.kafka.throttled", throttled, Set::size)
                .description("Clients of Kafka that the brokers slow down by a quota")
                .register(meters);
    }

    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void look() {
        var now = waits();
        for (var client : new HashSet<>(throttled)) {
            if (!now.containsKey(client)) {
                throttled.remove(client);
                log.info("The client {} of Kafka is not slowed down any more", client);
            }
        }
        now.forEach((client, millis) -> {
            if (throttled.add(client)) {
                log.atWarn()
                        .addKeyValue("code", CODE)
                        .log(
                                "{} The brokers let the client {} of Kafka wait {} ms for an answer, as its quota is"
                                        + " used up",
                                CODE,
                                client,
                                Math.round(millis));
            }
        });
    }

    /** Milliseconds an answer, by client. */
    private Map<String, Double> waits() {
        var waits = new HashMap<String, Double>();
        for (var name : METERS) {
            for (var meter : meters.find(name).meters()) {
                var millis = value(meter);
                if (millis > 0) {
                    waits.merge(Objects.requireNonNullElse(meter.getId().getTag("client.id"), "?"), millis, Math::max);
                }
            }
        }
        return waits;
    }

    private static double value(Meter meter) {
        for (var measurement : meter.measure()) {
            return measurement.getValue();
        }
        return 0;
    }
}
