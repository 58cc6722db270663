package io.bisync.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of fields of one source that no declaration knows.
 *
 * @param unknownFields {@code SEALED}, {@code KEPT} or {@code DROPPED}
 * @param sealingKey the id of the key they are sealed with
 * @param allowed fields that are kept as they are, as {@code source.entity.field}
 */
public record FieldRules(String unknownFields, @Nullable String sealingKey, Set<String> allowed) {}
