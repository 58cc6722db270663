package io.bisync.registry.format;

import static io.bisync.registry.UnfitValueException.Defect.NOT_OF_ITS_SCHEMA;

import io.bisync.registry.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Walks over Avro's bytes by their schema and writes JSON beside, without a tree. */
final class AvroDecoder implements ValueDecoder {

    private static final long MILLIS = 1_000;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000_000_000;

    /** More digits than any column keeps; a decimal of a megabyte would take minutes to write. */
    private static final int LONGEST_DECIMAL = 128;

    private static final int LARGEST_SCALE = 256;
    private static final int UUID_BYTES = 16;

    private final Schema schema;

    AvroDecoder(Schema schema) {
        this.schema = schema;
    }

    @Override
    public byte[] json(byte[] value, int from) {
        var in = new AvroBytes(value, from);
        var out = new JsonOut();
        write(schema, in, out);
        in.end();
        return out.bytes();
    }

    private void write(Schema of, AvroBytes in, JsonOut out) {
        switch (of.getType()) {
            case NULL -> out.bare("null");
            case BOOLEAN -> out.bare(in.bool() ? "true" : "false");
            case INT -> writeInt(of.getLogicalType(), in.integer(), out);
            case LONG -> writeLong(of.getLogicalType(), in.number(), out);
            case FLOAT -> {
                var number = Float.intBitsToFloat(in.fourBytes());
                out.number(number, Float.toString(number));
            }
            case DOUBLE -> {
                var number = Double.longBitsToDouble(in.eightBytes());
                out.number(number, Double.toString(number));
            }
            case STRING -> {
                var from = in.passed();
                out.utf8(in.source, from, in.at());
            }
            case BYTES -> writeBytes(of.getLogicalType(), in.bytes(), out);
            case FIXED -> writeBytes(of.getLogicalType(), in.fixed(of.getFixedSize()), out);
            case ENUM ->
                out.string(of.getEnumSymbols()
                        .get(index(in.integer(), of.getEnumSymbols().size())));
            case UNION ->
                write(of.getTypes().get(index(in.integer(), of.getTypes().size())), in, out);
            case RECORD -> {
                out.open('{');
                for (var field : of.getFields()) {
                    out.name(field.name());
                    write(field.schema(), in, out);
                    out.comma();
                }
                out.close('}');
            }
            case ARRAY -> {
                out.open('[');
                for (var count = in.block(); count > 0; count = in.block()) {
                    for (var i = 0L; i < count; i++) {
                        write(of.getElementType(), in, out);
                        out.comma();
                    }
                }
                out.close(']');
            }
            case MAP -> {
                out.open('{');
                for (var count = in.block(); count > 0; count = in.block()) {
                    for (var i = 0L; i < count; i++) {
                        var from = in.passed();
                        out.utf8(in.source, from, in.at());
                        out.colon();
                        write(of.getValueType(), in, out);
                        out.comma();
                    }
                }
                out.close('}');
            }
        }
    }

    private static void writeInt(LogicalType type, int number, JsonOut out) {
        switch (name(type)) {
            case "date" -> Times.day(number, out);
            case "time-millis" -> Times.timeOfDay(number, MILLIS, out);
            default -> out.number(number);
        }
    }

    private static void writeLong(LogicalType type, long number, JsonOut out) {
        switch (name(type)) {
            case "time-micros" -> Times.timeOfDay(number, MICROS, out);
            case "timestamp-millis" -> Times.instant(number, MILLIS, out);
            case "timestamp-micros" -> Times.instant(number, MICROS, out);
            case "timestamp-nanos" -> Times.instant(number, NANOS, out);
            case "local-timestamp-millis" -> Times.local(number, MILLIS, out);
            case "local-timestamp-micros" -> Times.local(number, MICROS, out);
            case "local-timestamp-nanos" -> Times.local(number, NANOS, out);
            default -> out.number(number);
        }
    }

    private static void writeBytes(LogicalType type, byte[] bytes, JsonOut out) {
        if (type instanceof LogicalTypes.Decimal decimal
                && bytes.length > 0
                && bytes.length <= LONGEST_DECIMAL
                && decimal.getScale() <= LARGEST_SCALE) {
            out.string(new BigDecimal(new BigInteger(bytes), decimal.getScale()).toPlainString());
        } else if (name(type).equals("uuid") && bytes.length == UUID_BYTES) {
            var halves = ByteBuffer.wrap(bytes);
            out.string(new UUID(halves.getLong(), halves.getLong()).toString());
        } else {
            out.base64(bytes);
        }
    }

    private static String name(LogicalType type) {
        return type == null ? "" : type.getName();
    }

    private static int index(int index, int size) {
        if (index < 0 || index >= size) {
            throw new UnfitValueException(
                    NOT_OF_ITS_SCHEMA,
                    "The value is none of its Avro schema: it takes choice %d of %d".formatted(index, size));
        }
        return index;
    }
}
