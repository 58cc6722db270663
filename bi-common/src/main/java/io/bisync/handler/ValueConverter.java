package io.bisync.handler;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.converter.BatchMessageConverter;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import org.springframework.kafka.support.converter.ByteArrayJacksonJsonMessageConverter;
import org.springframework.kafka.support.converter.ConversionException;
import org.springframework.kafka.support.converter.RecordMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/** Bytes as they are, text as UTF-8, anything else out of JSON: as a handler's method asks for its value. */
final class ValueConverter extends ByteArrayJacksonJsonMessageConverter {

    ValueConverter(JsonMapper json) {
        super(json);
    }

    @Override
    protected Object extractAndConvertValue(ConsumerRecord<?, ?> record, @Nullable Type type) {
        if (!(record.value() instanceof byte[] value) || type == null) {
            return super.extractAndConvertValue(record, type);
        }
        if (type == String.class) {
            return new String(value, StandardCharsets.UTF_8);
        }
        return type == byte[].class || type == Object.class ? value : super.extractAndConvertValue(record, type);
    }

    /** A record of a batch that cannot be read is named, instead of being null among the others. */
    static BatchMessageConverter ofBatches(RecordMessageConverter records) {
        return new BatchMessagingMessageConverter(records) {
            @Override
            protected @Nullable Object convert(
                    ConsumerRecord<?, ?> record, Type type, List<ConversionException> failures) {
                var value = super.convert(record, type, failures);
                var failure = failures.getLast();
                if (failure != null) {
                    throw new BatchListenerFailedException("A record of a batch cannot be read", failure, record);
                }
                return value;
            }
        };
    }
}
