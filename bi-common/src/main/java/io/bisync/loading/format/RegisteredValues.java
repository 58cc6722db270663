package io.bisync.loading.format;

import io.bisync.loading.Failure;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.ValueFormats.Read;
import io.bisync.loading.ValueFormats.ValueFormat;
import io.bisync.registry.RegistryException;
import io.bisync.registry.RegistryException.Reason;
import io.bisync.registry.SchemaType;
import io.bisync.registry.UnfitValueException;
import io.bisync.registry.WireFormat;
import io.bisync.registry.format.Decoders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values of one format. A value without a prefix is plain JSON, as the topic may have carried it before. A schema that the
 * registry does not know is waited for, as its producer may register it late; nobody is asked of one that was given up.
 */
final class RegisteredValues implements ValueFormat {

    private final SchemaType declared;
    private final Decoders decoders;
    private final Duration patience;
    private final InstantSource clock;
    private final Map<Integer, Instant> unknownSince = new ConcurrentHashMap<>();

    RegisteredValues(SchemaType declared, Decoders decoders, Duration patience, InstantSource clock) {
        this.declared = declared;
        this.decoders = decoders;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public Read read(byte[] value, Set<Integer> unread, boolean mayLeave) {
        if (!WireFormat.isFramed(value)) {
            return new Read.Json(value);
        }
        try {
            var prefix = WireFormat.cut(value);
            if (unread.contains(prefix.id())) {
                return unknown(prefix.id());
            }
            return read(prefix, value, mayLeave);
        } catch (UnfitValueException unfit) {
            return new Read.Unfit(unfit.code(), String.valueOf(unfit.getMessage()));
        }
    }

    private Read read(WireFormat.Prefix prefix, byte[] value, boolean mayLeave) {
        try {
            var decoder = decoders.of(prefix.id(), declared);
            unknownSince.remove(prefix.id());
            return new Read.Json(decoder.json(value, prefix.from()));
        } catch (RegistryException failed) {
            if (failed.reason() != Reason.UNKNOWN) {
                throw new FailureException(new Failure(
                        FailureKind.REGISTRY,
                        "%s; the schema %d of a value is asked for again".formatted(failed.getMessage(), prefix.id())));
            }
            if (mayLeave && isOver(prefix.id())) {
                return unknown(prefix.id());
            }
            throw new FailureException(new Failure(
                    FailureKind.UNKNOWN_SCHEMA,
                    "The schema registry has no schema %d, which a value names; register it, or its records are set aside after bi.registry.patience (%s)"
                            .formatted(prefix.id(), patience)));
        }
    }

    private boolean isOver(int schema) {
        var now = clock.instant();
        var since = unknownSince.putIfAbsent(schema, now);
        return !now.isBefore((since == null ? now : since).plus(patience));
    }

    private static Read unknown(int schema) {
        return new Read.Unknown(
                schema,
                Reason.UNKNOWN.code(),
                "The schema registry has no schema %d, which the value names".formatted(schema));
    }
}
