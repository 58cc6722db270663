package io.bisync.basic.listener;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Positions of listeners over REST: moved by administrators. */
@RestController
@RequestMapping("/api/listeners")
@Tag(name = "Listeners")
class PositionResource {

    /**
     * What becomes of the partitions.
     *
     * @param dryRun nothing was changed
     */
    record Moved(boolean dryRun, List<Move> partitions) {}

    record SkippedList(List<SkippedRange> skipped) {}

    private final Positions positions;
    private final SkippedRanges skipped;

    PositionResource(Positions positions, SkippedRanges skipped) {
        this.positions = positions;
        this.skipped = skipped;
    }

    @PostMapping("/{service}/{listener}/position")
    @Operation(
            operationId = "moveListener",
            summary =
                    "For administrators: where the group of a stopped listener reads on. One that loads goes forward only, and what it skips is kept")
    @Refuses({Code.NO_LISTENER, Code.NOT_POSSIBLE, Code.NOT_STOPPED, Code.MOVES_BADLY, Code.KAFKA_DOWN})
    Moved move(
            @PathVariable @Size(max = 64) String service,
            @PathVariable @Size(max = 200) String listener,
            @Valid @RequestBody NewPosition wanted) {
        return new Moved(wanted.dryRun(), positions.move(service, listener, wanted));
    }

    @GetMapping("/skipped")
    @Operation(
            operationId = "listSkipped",
            summary = "Records that listeners which load were moved past, the newest first")
    SkippedList skipped() {
        return new SkippedList(skipped.list());
    }
}
