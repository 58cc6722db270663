package io.bisync.run;

import io.bisync.account.EntityCursor;
import jakarta.validation.Valid;
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
 * @param entities of that source; none: all that have what the kind needs
 * @param from in Asia/Shanghai, included: a day ({@code 2026-08-23}), a time ({@code 2026-08-23T10:00:00}), {@code today},
 *     {@code yesterday}, or so many days ({@code -3d}) before today 00:00. The time of change; of a replay when records were
 *     published, of a redrive when letters were set aside, and there null is the beginning
 * @param to the same, excluded; null: today 00:00, which overlaps with where the live pull begins; of a replay and a redrive
 *     now
 * @param again whether what is done already is done once more: windows that are loaded, letters that were sent too often
 * @param reason for whoever reads the audit
 * @param dry of a replay: whether it only tells what it would change
 * @param deep of a verification: whether all rows are compared, not their numbers alone
 * @param topic of a replay: this one alone, which carries an entity of the source; null: all that carry the entities
 * @param offsets of a replay of one topic: these instead of a time
 * @param letters of a redrive: which
 */
public record RunRequest(
        @NotNull RunKind kind,

        @NotBlank @Size(max = 32) String source,

        @NotNull @Size(max = 1_000) List<@NotBlank @Size(max = 32) String> accounts,
        @NotNull @Size(max = 1_000) List<@NotNull @Pattern(regexp = EntityCursor.ENTITY) String> entities,

        @Nullable @Pattern(regexp = RunRequest.MOMENT) String from,

        @Nullable @Pattern(regexp = RunRequest.MOMENT) String to,

        boolean again,

        @Nullable @Size(max = 500) String reason,

        @Nullable Boolean dry,
        @Nullable Boolean deep,

        @Nullable @Size(max = 249) String topic,

        @Nullable @Size(min = 1, max = 1_000) List<@Valid OffsetRange> offsets,
        @Nullable @Valid LetterChoice letters) {

    /** The ways to say a moment. */
    public static final String MOMENT =
            "today|yesterday|-[0-9]{1,4}d|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?";

    public RunRequest {
        accounts = List.copyOf(accounts);
        entities = List.copyOf(entities);
        offsets = offsets == null ? null : List.copyOf(offsets);
    }

    /** A run over windows of time. */
    public RunRequest(
            RunKind kind,
            String source,
            List<String> accounts,
            List<String> entities,
            @Nullable String from,
            @Nullable String to,
            boolean again,
            @Nullable String reason) {
        this(kind, source, accounts, entities, from, to, again, reason, null, null, null, null, null);
    }

    /** Whether nothing is loaded, and only told what would be. */
    public boolean onlyTells() {
        return Boolean.TRUE.equals(dry);
    }

    /** Whether all rows are compared. */
    public boolean comparesAllRows() {
        return Boolean.TRUE.equals(deep);
    }
}
