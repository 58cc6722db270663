package io.bisync.basic.hold;

import io.bisync.basic.account.Source;
import io.bisync.basic.account.Sources;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Holds over REST: begun by services, read by everyone, lifted by administrators. */
@RestController
@RequestMapping("/api/holds")
@Tag(name = "Holds", description = "Accounts that rest while their neighbours are loaded")
class HoldResource {

    record HoldList(List<Hold> holds) {}

    /**
     * The record that a hold begins with.
     *
     * @param offset where the record lies that is one too many
     */
    record Begun(
            @NotNull Source source,
            @NotBlank @Size(max = 32) String account,
            @NotBlank @Size(max = 249) String topic,
            @PositiveOrZero int partition,
            @PositiveOrZero long offset) {}

    /**
     * Whether the account is held from that record on.
     *
     * @param held false when somebody lifted that hold: it does not begin again
     */
    record Answer(boolean held) {}

    private final Holds holds;
    private final Sources sources;

    HoldResource(Holds holds, Sources sources) {
        this.sources = sources;
        this.holds = holds;
    }

    @GetMapping
    @Operation(operationId = "listHolds", summary = "The accounts whose records are not loaded, and why")
    HoldList list(@RequestParam(required = false) @Nullable String source) {
        return new HoldList(holds.list(source == null ? null : sources.named(source)));
    }

    @PostMapping
    @Operation(
            operationId = "beginHold",
            summary = "For services: a hold that began with a record; false when somebody lifted that one")
    @Refuses(Code.OTHER_SOURCE)
    Answer begin(@Valid @RequestBody Begun begun) {
        sources.known(begun.source());
        return new Answer(holds.begin(begun));
    }

    @DeleteMapping("/{source}/{account}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "liftHold",
            summary = "For administrators: load the account again, with what waits on the parked topics")
    @Refuses(Code.NO_HOLD)
    void lift(@PathVariable String source, @PathVariable @Size(max = 32) String account) {
        holds.lift(sources.named(source), account);
    }
}
