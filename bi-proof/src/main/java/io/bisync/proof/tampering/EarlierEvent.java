package io.bisync.proof.tampering;

import io.bisync.local.stack.LocalStack;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event of a Jushuitan order that a newer one has replaced. */
record EarlierEvent(String account, String order, Place place, long version, String status, String payAmount) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOPICS = "erp.jushuitan.order";

    /** One that differs from its successor in the status. */
    static Optional<EarlierEvent> find(Topics topics) {
        Set<String> names = topics.names().stream()
                .filter(topic -> topic.startsWith(TOPICS) && !topic.endsWith("-dlt") && !topic.endsWith("-parked"))
                .collect(Collectors.toSet());
        Map<String, EarlierEvent> newest = new HashMap<>();
        List<EarlierEvent> events = new ArrayList<>();
        topics.read(names, record -> {
            EarlierEvent event = of(record);
            if (event != null) {
                String key = event.account() + ":" + event.order();
                EarlierEvent other = newest.get(key);
                if (other == null || event.version() > other.version()) {
                    newest.put(key, event);
                }
                events.add(event);
            }
        });
        return events.stream()
                .filter(event -> {
                    EarlierEvent successor = newest.get(event.account() + ":" + event.order());
                    return successor != null
                            && event.version() < successor.version()
                            && !event.status().equals(successor.status());
                })
                .findFirst();
    }

    private static @Nullable EarlierEvent of(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return null;
        }
        String[] key = new String(record.key(), StandardCharsets.UTF_8).split(":", 2);
        try {
            JsonNode order = JSON.readTree(record.value());
            boolean whole = key.length == 2
                    && LocalStack.JUSHUITAN.containsKey(key[0])
                    && order.path("ts").isNumber()
                    && order.path("status").isString()
                    && order.hasNonNull("pay_amount");
            return whole
                    ? new EarlierEvent(
                            key[0],
                            key[1],
                            Place.of(record),
                            order.path("ts").asLong(),
                            order.path("status").asString(),
                            order.path("pay_amount").asString())
                    : null;
        } catch (JacksonException poison) {
            return null;
        }
    }
}
