package io.bisync.account;

import io.bisync.json.JsonType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/**
 * Fields that no declaration knows, as one process met them. Counters are absolute since the process started, so telling can be
 * repeated, lost or doubled without harm.
 *
 * @param instance names this start of this process: counters begin at zero with a new name
 */
public record NewFields(
        @NotBlank @Size(max = 200) String instance,
        @NotNull @Size(max = MOST) List<@Valid Seen> fields) {

    /** Names are chosen by others: so many fields of a source are told, and no more. */
    public static final int MOST = 1_000;

    public NewFields {
        fields = List.copyOf(fields);
    }

    /**
     * One field with values of one type.
     *
     * @param field for example jushuitan.order.items.craft_code
     * @param table the table whose extra holds it
     * @param type what kind of JSON its values are; of a sealed one what it was
     * @param values how many were loaded
     * @param first when the first was loaded
     * @param last when the last was loaded
     */
    public record Seen(
            @NotBlank @Size(max = 300) String field,
            @NotBlank @Size(max = 64) String table,
            @NotNull JsonType type,
            @Positive long values,
            @NotNull Instant first,
            @NotNull Instant last) {}
}
