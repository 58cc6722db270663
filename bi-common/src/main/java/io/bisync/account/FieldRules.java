package io.bisync.account;

import io.bisync.privacy.UnknownFields;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a process loads by.
 *
 * @param unknownFields what becomes of fields that no declaration knows
 * @param sealingKey the id of the key they are sealed with, not the key; null where nothing is sealed
 * @param allowed fields that are kept as they are, for example jushuitan.order.items.craft_code
 */
public record FieldRules(
        @NotNull UnknownFields unknownFields,
        @Nullable @Size(max = 64) String sealingKey,
        @NotNull @Size(max = 10_000) Set<@NotBlank @Size(max = 300) String> allowed) {}
