package io.bisync.kafka.balancer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link Balancer#REFERENCE_HASH}: the hash without its highest bit, and its remainder. */
public final class ReferenceHashPartitioner extends KeyPartitioner {

    @Override
    int ofKey(byte @Nullable [] key, int partitions) {
        return (Fnv1a.of(Objects.requireNonNull(key)) & Integer.MAX_VALUE) % partitions;
    }
}
