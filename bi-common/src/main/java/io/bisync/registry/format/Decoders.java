package io.bisync.registry.format;

import static io.bisync.registry.UnfitValueException.Defect.UNUSABLE_SCHEMA;

import io.bisync.registry.Schema;
import io.bisync.registry.SchemaRegistry;
import io.bisync.registry.SchemaType;
import io.bisync.registry.UnfitValueException;
import io.bisync.registry.WireFormat;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What reads the values of a schema, by its id: made once, as an id always stands for the same schema. */
public final class Decoders {

    /** Behind its prefix a value with a JSON Schema is JSON. */
    private static final ValueDecoder JSON = (value, from) -> Arrays.copyOfRange(value, from, value.length);

    private record Known(SchemaType type, ValueDecoder decoder) {}

    private final SchemaRegistry registry;
    private final Map<SchemaType, SchemaFormat> formats;
    private final Map<Integer, Known> known = new ConcurrentHashMap<>();

    /** Those of a registry, as far as libraries are there. */
    public Decoders(SchemaRegistry registry, Collection<SchemaFormat> formats) {
        this.registry = registry;
        this.formats = formats.stream().collect(Collectors.toUnmodifiableMap(SchemaFormat::type, it -> it));
    }

    /** Whether the library of a format is there. */
    public boolean canRead(SchemaType type) {
        return type == SchemaType.JSON || formats.containsKey(type);
    }

    /**
     * The decoder of a schema.
     *
     * @throws io.bisync.registry.RegistryException when the registry does not tell the schema
     * @throws UnfitValueException when it cannot be used, or is of another type than the topic's
     */
    public ValueDecoder of(int id, SchemaType declared) {
        var one = known(id);
        if (one.type != declared) {
            throw new UnfitValueException(
                    UNUSABLE_SCHEMA,
                    "Schema %d is of type %s, and bi.registry.formats says %s for this entity"
                            .formatted(id, one.type, declared));
        }
        return one.decoder;
    }

    /**
     * The JSON of a value with a prefix, whatever its schema's type.
     *
     * @throws io.bisync.registry.RegistryException when the registry does not tell the schema
     * @throws UnfitValueException when the value or its schema cannot be read
     */
    public byte[] json(byte[] value) {
        var prefix = WireFormat.cut(value);
        return known(prefix.id()).decoder.json(value, prefix.from());
    }

    private Known known(int id) {
        var one = known.get(id);
        if (one == null) {
            one = make(id);
            known.put(id, one);
        }
        return one;
    }

    private Known make(int id) {
        var schema = registry.schema(id);
        return new Known(schema.type(), decoder(id, schema));
    }

    private ValueDecoder decoder(int id, Schema schema) {
        if (schema.type() == SchemaType.JSON) {
            return JSON;
        }
        var format = formats.get(schema.type());
        if (format == null) {
            return refusing(new UnfitValueException(
                    UNUSABLE_SCHEMA,
                    "Schema %d is of type %s, whose library is not on the class path".formatted(id, schema.type())));
        }
        try {
            return format.decoder(schema, registry::referenced);
        } catch (UnfitValueException unusable) {
            return refusing(unusable);
        }
    }

    private static ValueDecoder refusing(UnfitValueException unusable) {
        return (_, _) -> {
            throw unusable;
        };
    }
}
