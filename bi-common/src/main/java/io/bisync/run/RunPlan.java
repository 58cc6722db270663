package io.bisync.run;

import com.fasterxml.jackson.annotation.JsonRootName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do.
 *
 * @param from since when; null: as far back as Kafka has it
 * @param slices how many it would be cut into
 * @param rows how many there will be, by what was loaded before; null where nothing was. Of a replay how many records lie
 *     there at most
 * @param calls the same
 * @param takes the same, at the rate of the account that takes longest; null where nothing was loaded before
 */
public record RunPlan(
        @Nullable Instant from,
        Instant to,
        int slices,
        @Nullable Long rows,
        @Nullable Long calls,
        @Nullable Duration takes,
        List<Part> parts) {

    public RunPlan {
        parts = List.copyOf(parts);
    }

    /**
     * One entity of an account.
     *
     * @param account null: all that are meant, as their records lie on one topic
     * @param slices that would be loaded
     * @param loaded how long is loaded already, and left out unless it is asked for again
     * @param underway how long another run is loading
     * @param runs those other runs
     * @param kept of a replay: since when Kafka has every record of it; what is older has to be loaded from the ERP. Null where it
     *     lost none
     * @param refusal why nothing of it can be loaded now, with its code; null where it can
     */
    @JsonRootName("PlannedPart")
    public record Part(
            @Nullable String account,
            String entity,
            int slices,
            Duration loaded,
            Duration underway,
            List<Long> runs,
            @Nullable Long rows,
            @Nullable Long calls,
            @Nullable Duration takes,
            @Nullable Instant kept,
            @Nullable String refusal) {

        public Part {
            runs = List.copyOf(runs);
        }
    }
}
