package io.bisync.run;

import io.bisync.account.EntityCursor;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What a source's service can load again.
 *
 * @param topic where its changes come from; null where Kafka's records of it cannot be sent again
 * @param historyTopic where what is loaded again goes; null where nothing ever does
 * @param windows how long a slice of each kind may be; a kind that is missing cannot be done
 */
public record LoadableEntity(
        @NotNull @Pattern(regexp = EntityCursor.ENTITY) String entity,
        @Nullable @Size(max = 249) String topic,
        @Nullable @Size(max = 249) String historyTopic,
        @NotNull Map<SliceKind, @DurationMin(minutes = 1) Duration> windows) {

    public LoadableEntity {
        windows = Map.copyOf(windows);
    }

    /** How long a slice of a kind may be; null where there is none of that kind. */
    public @Nullable Duration longestWindow(SliceKind kind) {
        return windows.get(kind);
    }
}
