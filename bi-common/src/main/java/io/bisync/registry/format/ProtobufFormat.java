package io.bisync.registry.format;

import static io.bisync.registry.UnfitValueException.Defect.NOT_OF_ITS_SCHEMA;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import io.bisync.registry.Schema;
import io.bisync.registry.SchemaRegistry;
import io.bisync.registry.SchemaType;
import io.bisync.registry.SubjectNames;
import io.bisync.registry.UnfitValueException;
import io.bisync.registry.WireFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serializer;

/** Protobuf: messages of generated classes or dynamic ones, and the file that they are declared in. */
public final class ProtobufFormat implements SchemaFormat {

    private final SchemaRegistry registry;
    private final SubjectNames names;

    ProtobufFormat(SchemaRegistry registry, SubjectNames names) {
        this.registry = registry;
        this.names = names;
    }

    @Override
    public SchemaType type() {
        return SchemaType.PROTOBUF;
    }

    /** The messages that a file declares, for whoever builds some without generated classes. */
    public static FileDescriptor file(String proto) {
        return ProtoFiles.compile(new Schema(SchemaType.PROTOBUF, proto), ProtobufFormat::noReference);
    }

    /**
     * Writes messages that a file declares. It may import what every Protobuf brings, and nothing else.
     *
     * @param proto the file's text, as it is registered
     * @throws UnfitValueException where it cannot be used
     */
    public Serializer<Message> serializer(String proto) {
        return new ProtobufSerializer(registry, names, new Schema(SchemaType.PROTOBUF, proto), file(proto));
    }

    @Override
    public ValueDecoder decoder(Schema schema, Function<Schema.Reference, Schema> referenced) {
        var file = ProtoFiles.compile(schema, referenced);
        Map<List<Integer>, ProtobufDecoder> messages = new ConcurrentHashMap<>();
        return (value, from) -> {
            var place = WireFormat.place(value, from);
            var known = messages.get(place.path());
            if (known == null) {
                known = new ProtobufDecoder(message(file, place.path()));
                messages.put(place.path(), known);
            }
            return known.json(value, place.from());
        };
    }

    private static Schema noReference(Schema.Reference reference) {
        throw new UnfitValueException(
                UnfitValueException.Defect.UNUSABLE_SCHEMA,
                "The Protobuf schema imports %s, which is no part of Protobuf".formatted(reference.name()));
    }

    private static Descriptor message(FileDescriptor file, List<Integer> path) {
        var candidates = file.getMessageTypes();
        Descriptor found = null;
        for (var index : path) {
            candidates = declared(candidates);
            if (index >= candidates.size()) {
                throw new UnfitValueException(NOT_OF_ITS_SCHEMA, "The Protobuf schema has no message at " + path);
            }
            found = candidates.get(index);
            candidates = found.getNestedTypes();
        }
        if (found == null) {
            throw new UnfitValueException(NOT_OF_ITS_SCHEMA, "The value names no message");
        }
        return found;
    }

    /** Without those that a map is made of: the file does not show them, and compilers put them in different places. */
    private static List<Descriptor> declared(List<Descriptor> messages) {
        return messages.stream().filter(it -> !it.getOptions().getMapEntry()).toList();
    }

    private static final class ProtobufSerializer extends RegisteredSerializer<Message> {

        private final Schema schema;
        private final FileDescriptor file;
        private final Map<Descriptor, List<Integer>> places = new ConcurrentHashMap<>();

        ProtobufSerializer(SchemaRegistry registry, SubjectNames names, Schema schema, FileDescriptor file) {
            super(registry, names, "application/protobuf");
            this.schema = schema;
            this.file = file;
        }

        @Override
        byte[] write(String topic, Message value) {
            var type = value.getDescriptorForType();
            var place = places.get(type);
            if (place == null) {
                place = place(type);
                places.put(type, place);
            }
            return WireFormat.frame(id(topic, type.getFullName(), schema), place, value.toByteArray());
        }

        /** Where the file declares the message, which has to be the same one. */
        private List<Integer> place(Descriptor type) {
            var path = new ArrayList<Integer>();
            for (var at = type; at != null; at = at.getContainingType()) {
                var around = at.getContainingType();
                var beside = around == null ? at.getFile().getMessageTypes() : around.getNestedTypes();
                path.addFirst(declared(beside).indexOf(at));
            }
            if (!isSame(message(file, path), type, new HashSet<>())) {
                throw new UnfitValueException(
                        NOT_OF_ITS_SCHEMA,
                        "The message %s is another one than the schema declares".formatted(type.getFullName()));
            }
            return List.copyOf(path);
        }

        /** By what goes into bytes: numbers, types, names. */
        private static boolean isSame(Descriptor declared, Descriptor used, Set<String> compared) {
            if (declared == used || !compared.add(declared.getFullName())) {
                return true;
            }
            return declared.getFullName().equals(used.getFullName())
                    && declared.getFields().size() == used.getFields().size()
                    && declared.getFields().stream()
                            .allMatch(it -> isSame(it, used.findFieldByNumber(it.getNumber()), compared));
        }

        private static boolean isSame(FieldDescriptor declared, FieldDescriptor used, Set<String> compared) {
            return used != null
                    && declared.getName().equals(used.getName())
                    && declared.getType() == used.getType()
                    && declared.isRepeated() == used.isRepeated()
                    && (declared.getJavaType() != FieldDescriptor.JavaType.MESSAGE
                            || isSame(declared.getMessageType(), used.getMessageType(), compared));
        }
    }
}
