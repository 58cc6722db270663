package io.bisync.run;

import io.bisync.account.EntityCursor;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What a source's service can load again.
 *
 * @param longestWindow how long a slice of it may be; null where it is only read as a whole, which has no history
 */
public record LoadableEntity(
        @NotNull @Pattern(regexp = EntityCursor.ENTITY) String entity,

        @DurationMin(minutes = 1) @Nullable Duration longestWindow) {}
