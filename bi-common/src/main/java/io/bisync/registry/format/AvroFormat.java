package io.bisync.registry.format;

import static io.bisync.registry.UnfitValueException.Defect.UNUSABLE_SCHEMA;

import io.bisync.registry.RegistryException;
import io.bisync.registry.Schema;
import io.bisync.registry.SchemaRegistry;
import io.bisync.registry.SchemaType;
import io.bisync.registry.SubjectNames;
import io.bisync.registry.UnfitValueException;
import io.bisync.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serializer;

/** Avro: records of generated classes or generic ones, whose decimals, dates and times may be those of Java. */
public final class AvroFormat implements SchemaFormat {

    private static final GenericData DATA = data();

    private final SchemaRegistry registry;
    private final SubjectNames names;

    AvroFormat(SchemaRegistry registry, SubjectNames names) {
        this.registry = registry;
        this.names = names;
    }

    @Override
    public SchemaType type() {
        return SchemaType.AVRO;
    }

    /** Writes records by their own schema. */
    public Serializer<GenericContainer> serializer() {
        return new AvroSerializer(registry, names);
    }

    @Override
    public ValueDecoder decoder(Schema schema, Function<Schema.Reference, Schema> referenced) {
        try {
            var parser = new org.apache.avro.Schema.Parser();
            parse(schema, referenced, parser, new HashSet<>());
            return new AvroDecoder(parser.parse(schema.text()));
        } catch (RegistryException | UnfitValueException notThis) {
            throw notThis;
        } catch (RuntimeException unusable) {
            // Avro's own exceptions, and whatever its parser stumbles over.
            throw new UnfitValueException(UNUSABLE_SCHEMA, "The Avro schema cannot be used: " + unusable.getMessage());
        }
    }

    /** What it builds on is known to the parser before it, each once. */
    private static void parse(
            Schema schema,
            Function<Schema.Reference, Schema> referenced,
            org.apache.avro.Schema.Parser parser,
            Set<String> parsed) {
        for (var reference : schema.references()) {
            if (parsed.add(reference.name())) {
                var one = referenced.apply(reference);
                parse(one, referenced, parser, parsed);
                parser.parse(one.text());
            }
        }
    }

    private static GenericData data() {
        var data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        return data;
    }

    private static final class AvroSerializer extends RegisteredSerializer<GenericContainer> {

        /** A schema's text is made once. */
        private final Map<org.apache.avro.Schema, Schema> schemas = new ConcurrentHashMap<>();

        AvroSerializer(SchemaRegistry registry, SubjectNames names) {
            super(registry, names, "application/avro");
        }

        @Override
        byte[] write(String topic, GenericContainer value) {
            var schema = value.getSchema();
            var registered = schemas.computeIfAbsent(schema, it -> new Schema(SchemaType.AVRO, it.toString()));
            return WireFormat.frame(id(topic, schema.getFullName(), registered), bytes(schema, value));
        }

        private static byte[] bytes(org.apache.avro.Schema schema, GenericContainer value) {
            try {
                var bytes = new ByteArrayOutputStream();
                var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
                var data = value instanceof SpecificRecordBase generated ? generated.getSpecificData() : DATA;
                @SuppressWarnings("unchecked") // of whatever the container is
                var writer = (GenericDatumWriter<GenericContainer>) data.createDatumWriter(schema);
                writer.write(value, encoder);
                encoder.flush();
                return bytes.toByteArray();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
