package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.observation.ObservationRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Says in the headers of what a thread publishes what the thread is at, where the record does not say it itself: the
 * correlation id and the tenant of its observation, or of its log context, and its trace.
 */
final class ObservedHeaders implements ProducerInterceptor<byte[], byte[]> {

    /** By the name that an observation, or the log context, has for it. */
    private static final Map<String, String> HEADERS =
            Map.of("correlation.id", EventHeaders.CORRELATION_ID, "tenant", EventHeaders.TENANT);

    private final ObservationRegistry observations;

    ObservedHeaders(ObservationRegistry observations) {
        this.observations = observations;
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> message) {
        var headers = message.headers();
        var observed = observed();
        HEADERS.forEach((name, header) -> {
            var text = observed.getOrDefault(name, MDC.get(name));
            if (text != null && headers.lastHeader(header) == null) {
                headers.add(header, text.getBytes(UTF_8));
            }
        });
        if (headers.lastHeader(EventHeaders.TRACE_PARENT) == null) {
            headers.add(EventHeaders.TRACE_PARENT, Trace.parent(Trace.current()).getBytes(UTF_8));
        }
        return message;
    }

    /** The innermost scope is that of sending itself, which knows nothing of it; the next one that says something counts. */
    private Map<String, String> observed() {
        var observed = new HashMap<String, String>();
        for (var scope = observations.getCurrentObservationScope();
                scope != null;
                scope = scope.getPreviousObservationScope()) {
            for (var value : scope.getCurrentObservation().getContextView().getAllKeyValues()) {
                if (HEADERS.containsKey(value.getKey())) {
                    observed.putIfAbsent(value.getKey(), value.getValue());
                }
            }
        }
        return observed;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata sent, @Nullable Exception failure) {
        // Whoever publishes is told.
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has none.
    }
}
