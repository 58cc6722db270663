package io.bisync.run;

import io.bisync.account.EntityCursor;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be loaded again.
 *
 * @param source for example jushuitan
 * @param accounts of that source; none: all that are enabled
 * @param entities of that source; none: all that have windows
 * @param from in Asia/Shanghai, included: a day ({@code 2026-08-23}), a time ({@code 2026-08-23T10:00:00}), {@code today},
 *     {@code yesterday}, or so many days ({@code -3d}) before today 00:00
 * @param to the same, excluded; null: today 00:00, which overlaps with where the live pull begins
 * @param again whether what is loaded already is loaded once more
 * @param reason for whoever reads the audit
 */
public record RunRequest(
        @NotNull RunKind kind,

        @NotBlank @Size(max = 32) String source,

        @NotNull @Size(max = 1_000) List<@NotBlank @Size(max = 32) String> accounts,
        @NotNull @Size(max = 1_000) List<@NotNull @Pattern(regexp = EntityCursor.ENTITY) String> entities,

        @NotNull @Pattern(regexp = RunRequest.MOMENT) String from,

        @Nullable @Pattern(regexp = RunRequest.MOMENT) String to,

        boolean again,

        @Nullable @Size(max = 500) String reason) {

    /** The ways to say a moment. */
    public static final String MOMENT =
            "today|yesterday|-[0-9]{1,4}d|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?";

    public RunRequest {
        accounts = List.copyOf(accounts);
        entities = List.copyOf(entities);
    }
}
