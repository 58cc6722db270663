package io.bisync.handler;

import io.bisync.registry.UnfitValueException;
import io.bisync.registry.UnfitValueException.Defect;
import io.bisync.registry.WireFormat;
import io.bisync.registry.format.Decoders;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.converter.BatchMessageConverter;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import org.springframework.kafka.support.converter.ByteArrayJacksonJsonMessageConverter;
import org.springframework.kafka.support.converter.ConversionException;
import org.springframework.kafka.support.converter.RecordMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bytes as they are, text as UTF-8, anything else out of JSON: as a handler's method asks for its value. A value of a
 * registered schema is made into JSON first.
 */
final class ValueConverter extends ByteArrayJacksonJsonMessageConverter {

    private final Supplier<@Nullable Decoders> decoders;

    /** @param decoders give null where there is no schema registry */
    ValueConverter(JsonMapper json, Supplier<@Nullable Decoders> decoders) {
        super(json);
        this.decoders = decoders;
    }

    @Override
    protected Object extractAndConvertValue(ConsumerRecord<?, ?> record, @Nullable Type type) {
        if (!(record.value() instanceof byte[] value) || type == null) {
            return super.extractAndConvertValue(record, type);
        }
        if (type == String.class) {
            return new String(value, StandardCharsets.UTF_8);
        }
        if (type == byte[].class || type == Object.class) {
            return value;
        }
        return super.extractAndConvertValue(WireFormat.isFramed(value) ? asJson(record, value) : record, type);
    }

    /** A registry that is away is asked again with the record's next attempt; a value that cannot be read has none. */
    private ConsumerRecord<?, ?> asJson(ConsumerRecord<?, ?> record, byte[] value) {
        try {
            return new ConsumerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    record.timestampType(),
                    record.serializedKeySize(),
                    record.serializedValueSize(),
                    record.key(),
                    known().json(value),
                    record.headers(),
                    record.leaderEpoch());
        } catch (UnfitValueException unfit) {
            throw new ConversionException(unfit.code() + " " + unfit.getMessage(), record, unfit);
        }
    }

    private Decoders known() {
        var known = decoders.get();
        if (known == null) {
            throw new UnfitValueException(
                    Defect.UNUSABLE_SCHEMA,
                    "The value has the prefix of a schema registry, and none is known: set bi.registry.url");
        }
        return known;
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
