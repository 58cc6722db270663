package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Says in the headers of what a thread publishes what the thread is at, where the record does not say it itself: the
 * correlation id and the tenant of its observation, or of its log context, and its trace.
 */
final class ObservedHeaders implements ProducerInterceptor<byte[], byte[]> {

    private final ObservationRegistry observations;

    ObservedHeaders(ObservationRegistry observations) {
        this.observations = observations;
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> message) {
        var headers = message.headers();
        add(headers, EventHeaders.CORRELATION_ID, "correlation.id");
        add(headers, EventHeaders.TENANT, "tenant");
        if (headers.lastHeader(EventHeaders.TRACE_PARENT) == null) {
            headers.add(EventHeaders.TRACE_PARENT, Trace.parent(Trace.current()).getBytes(UTF_8));
        }
        return message;
    }

    private void add(Headers headers, String header, String name) {
        if (headers.lastHeader(header) == null) {
            var text = observed(name);
            if (text != null) {
                headers.add(header, text.getBytes(UTF_8));
            }
        }
    }

    /** The innermost scope is that of sending itself, which knows nothing of it. */
    private @Nullable String observed(String name) {
        for (var scope = observations.getCurrentObservationScope();
                scope != null;
                scope = scope.getPreviousObservationScope()) {
            for (var value : scope.getCurrentObservation().getContextView().getAllKeyValues()) {
                if (value.getKey().equals(name)) {
                    return value.getValue();
                }
            }
        }
        return MDC.get(name);
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
