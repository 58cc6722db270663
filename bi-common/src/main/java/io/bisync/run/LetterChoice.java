package io.bisync.run;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters a redrive sends, beside the accounts, entities and times of its request.
 *
 * @param ids these; null: all that the rest holds for and that nobody sent or discarded
 * @param code set aside for this reason
 * @param topic lying on this topic
 * @param mend the value that is sent instead; only for a single id
 */
public record LetterChoice(
        @Nullable @Size(min = 1, max = 10_000) List<@NotNull Long> ids,
        @Nullable @Size(max = 32) String code,
        @Nullable @Size(max = 249) String topic,
        Stretch.@Nullable Mend mend) {

    public LetterChoice {
        ids = ids == null ? null : List.copyOf(ids);
    }

    /** Letters that are sent as they are. */
    public LetterChoice(@Nullable List<Long> ids, @Nullable String code, @Nullable String topic) {
        this(ids, code, topic, null);
    }
}
