package io.bisync.registry.format;

import static io.bisync.registry.UnfitValueException.Defect.UNUSABLE_SCHEMA;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import com.squareup.wire.schema.CoreLoader;
import com.squareup.wire.schema.ErrorCollector;
import com.squareup.wire.schema.Linker;
import com.squareup.wire.schema.Loader;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.ProtoFile;
import com.squareup.wire.schema.internal.SchemaEncoder;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import io.bisync.registry.RegistryException;
import io.bisync.registry.Schema;
import io.bisync.registry.UnfitValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the text of a Protobuf schema: registries keep the text alone, and what one calls serialised another does not.
 * Wire reads and links the text, Protobuf's own descriptors are made of what it says.
 */
final class ProtoFiles {

    private static final String MAIN = "registered.proto";

    /** What every Protobuf brings. */
    private static final Map<String, FileDescriptor> KNOWN = Stream.of(
                    AnyProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toUnmodifiableMap(FileDescriptor::getFullName, it -> it));

    private final Map<String, ProtoFile> files = new HashMap<>();
    private final Map<String, FileDescriptor> compiled = new HashMap<>(KNOWN);
    private final SchemaEncoder encoder;
    private final com.squareup.wire.schema.Schema linked;

    private ProtoFiles(Schema schema, Function<Schema.Reference, Schema> referenced) {
        add(MAIN, schema, referenced);
        var errors = new ErrorCollector();
        linked = new Linker(new Registered(), errors, true, true).link(files.values());
        errors.throwIfNonEmpty();
        encoder = new SchemaEncoder(linked);
    }

    /** The descriptor of a schema's file. */
    static FileDescriptor compile(Schema schema, Function<Schema.Reference, Schema> referenced) {
        try {
            return new ProtoFiles(schema, referenced).compile(MAIN);
        } catch (RegistryException | UnfitValueException notThis) {
            throw notThis;
        } catch (RuntimeException | InvalidProtocolBufferException | DescriptorValidationException unusable) {
            // Wire's own exceptions, and whatever its parser stumbles over.
            throw new UnfitValueException(
                    UNUSABLE_SCHEMA, "The Protobuf schema cannot be used: " + unusable.getMessage());
        }
    }

    private void add(String path, Schema schema, Function<Schema.Reference, Schema> referenced) {
        if (files.containsKey(path) || KNOWN.containsKey(path)) {
            return;
        }
        files.put(path, ProtoFile.Companion.get(ProtoParser.Companion.parse(Location.get(path), schema.text())));
        for (var reference : schema.references()) {
            if (!files.containsKey(reference.name()) && !KNOWN.containsKey(reference.name())) {
                add(reference.name(), referenced.apply(reference), referenced);
            }
        }
    }

    private FileDescriptor compile(String path) throws InvalidProtocolBufferException, DescriptorValidationException {
        var known = compiled.get(path);
        if (known != null) {
            return known;
        }
        var file = linked.protoFile(path);
        if (file == null) {
            throw new IllegalArgumentException("it imports %s, which is no reference of it".formatted(path));
        }
        var proto = FileDescriptorProto.parseFrom(encoder.encode(file).toByteArray()).toBuilder()
                .setName(path)
                .build();
        List<FileDescriptor> imports = new ArrayList<>();
        for (var dependency : proto.getDependencyList()) {
            imports.add(compile(dependency));
        }
        var made = FileDescriptor.buildFrom(proto, imports.toArray(FileDescriptor[]::new));
        compiled.put(path, made);
        return made;
    }

    /** Gives what the registry refers to, and what every Protobuf brings. */
    private final class Registered implements Loader {

        @Override
        @SuppressWarnings("NullAway") // written in Kotlin, where what it overrides may be null
        public @Nullable ProtoFile load(String path) {
            var file = files.get(path);
            return file == null ? CoreLoader.INSTANCE.load(path) : file;
        }

        @Override
        public Loader withErrors(ErrorCollector errors) {
            return this;
        }
    }
}
