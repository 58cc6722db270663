package io.bisync.registry.format;

import static io.bisync.registry.UnfitValueException.Defect.NOT_OF_ITS_SCHEMA;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.bisync.registry.UnfitValueException;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/** Writes the JSON of one kind of message, its fields in the order in which they are declared. */
final class ProtobufDecoder implements ValueDecoder {

    private final Descriptor type;

    ProtobufDecoder(Descriptor type) {
        this.type = type;
    }

    @Override
    public byte[] json(byte[] value, int from) {
        var out = new JsonOut();
        try {
            var in = CodedInputStream.newInstance(value, from, value.length - from);
            write(DynamicMessage.parseFrom(type, in), out);
        } catch (IOException broken) {
            throw new UnfitValueException(
                    NOT_OF_ITS_SCHEMA, "The value is no message %s".formatted(type.getFullName()));
        }
        return out.bytes();
    }

    private static void write(Message message, JsonOut out) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            throw new UnfitValueException(
                    NOT_OF_ITS_SCHEMA,
                    "The message %s holds field %d, which its schema does not have"
                            .formatted(
                                    message.getDescriptorForType().getFullName(),
                                    message.getUnknownFields()
                                            .asMap()
                                            .keySet()
                                            .iterator()
                                            .next()));
        }
        switch (message.getDescriptorForType().getFullName()) {
            case "google.protobuf.Timestamp" -> instant(message, out);
            case "google.protobuf.BoolValue",
                    "google.protobuf.BytesValue",
                    "google.protobuf.DoubleValue",
                    "google.protobuf.FloatValue",
                    "google.protobuf.Int32Value",
                    "google.protobuf.Int64Value",
                    "google.protobuf.StringValue",
                    "google.protobuf.UInt32Value",
                    "google.protobuf.UInt64Value",
                    "google.type.Decimal" -> {
                var only = message.getDescriptorForType().getFields().getFirst();
                one(only, message.getField(only), out);
            }
            case "google.protobuf.Struct", "google.protobuf.ListValue" -> {
                var only = message.getDescriptorForType().getFields().getFirst();
                field(only, message.getField(only), out);
            }
            case "google.protobuf.Value" -> anyJson(message, out);
            default -> members(message, out);
        }
    }

    private static void members(Message message, JsonOut out) {
        out.open('{');
        for (var field : message.getDescriptorForType().getFields()) {
            if (!field.hasPresence() || message.hasField(field)) {
                out.name(field.getName());
                field(field, message.getField(field), out);
                out.comma();
            }
        }
        out.close('}');
    }

    private static void field(FieldDescriptor field, Object value, JsonOut out) {
        if (field.isMapField()) {
            map(field, (List<?>) value, out);
        } else if (field.isRepeated()) {
            out.open('[');
            for (var element : (List<?>) value) {
                one(field, element, out);
                out.comma();
            }
            out.close(']');
        } else {
            one(field, value, out);
        }
    }

    /** By key, of a key that comes twice the last one: a map has no order on its way. */
    private static void map(FieldDescriptor field, List<?> entries, JsonOut out) {
        var keys = field.getMessageType().findFieldByNumber(1);
        var values = field.getMessageType().findFieldByNumber(2);
        var sorted = new TreeMap<String, Object>();
        for (var entry : entries) {
            var message = (Message) entry;
            sorted.put(String.valueOf(plain(keys, message.getField(keys))), message.getField(values));
        }
        out.open('{');
        sorted.forEach((key, value) -> {
            out.name(key);
            one(values, value, out);
            out.comma();
        });
        out.close('}');
    }

    private static void one(FieldDescriptor field, Object value, JsonOut out) {
        switch (field.getJavaType()) {
            case STRING -> out.string((String) value);
            case BOOLEAN, INT, LONG -> out.bare(String.valueOf(plain(field, value)));
            case FLOAT -> out.number((Float) value, value.toString());
            case DOUBLE -> out.number((Double) value, value.toString());
            case BYTE_STRING -> out.base64(((ByteString) value).toByteArray());
            case ENUM -> symbol((EnumValueDescriptor) value, out);
            case MESSAGE -> write((Message) value, out);
        }
    }

    /** Unsigned numbers are held as signed ones. */
    private static Object plain(FieldDescriptor field, Object value) {
        return switch (field.getType()) {
            case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) value);
            case UINT64, FIXED64 -> Long.toUnsignedString((Long) value);
            default -> value;
        };
    }

    /** A number that the schema has no word for stays one. */
    private static void symbol(EnumValueDescriptor value, JsonOut out) {
        if (value.getType().getFullName().equals("google.protobuf.NullValue")) {
            out.bare("null");
        } else if (value.getType().findValueByNumber(value.getNumber()) == null) {
            out.number(value.getNumber());
        } else {
            out.string(value.getName());
        }
    }

    private static void instant(Message timestamp, JsonOut out) {
        var fields = timestamp.getDescriptorForType();
        var seconds = (Long) timestamp.getField(fields.findFieldByNumber(1));
        var nanos = (Integer) timestamp.getField(fields.findFieldByNumber(2));
        if (!Times.exact(seconds, nanos, out)) {
            out.number(seconds);
        }
    }

    /** Any value of JSON; one that names none is null. */
    private static void anyJson(Message value, JsonOut out) {
        var kind = value.getOneofFieldDescriptor(
                value.getDescriptorForType().getOneofs().getFirst());
        if (kind == null) {
            out.bare("null");
        } else {
            one(kind, value.getField(kind), out);
        }
    }
}
