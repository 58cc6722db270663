package io.bisync.basic.hold;

import io.bisync.account.api.HoldApi;
import io.bisync.basic.account.Sources;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Holds over REST: begun by services, read by everyone, lifted by administrators. */
@RestController
@Tag(name = "Holds", description = "Accounts that rest while their neighbours are loaded")
class HoldResource implements HoldApi {

    record HoldList(List<Hold> holds) {}

    private final Holds holds;
    private final Sources sources;

    HoldResource(Holds holds, Sources sources) {
        this.sources = sources;
        this.holds = holds;
    }

    @GetMapping("/api/holds")
    @Operation(operationId = "listHolds", summary = "The accounts whose records are not loaded, and why")
    HoldList list(@RequestParam(required = false) @Nullable String source) {
        return new HoldList(holds.list(source == null ? null : sources.named(source)));
    }

    @Override
    @Operation(
            operationId = "beginHold",
            summary = "For services: a hold that began with a record; false when somebody lifted that one")
    @Refuses(Code.OTHER_SOURCE)
    public HoldAnswer holdBegan(FirstHeldRecord first) {
        return new HoldAnswer(holds.begin(sources.named(first.source()), first));
    }

    @DeleteMapping("/api/holds/{source}/{account}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "liftHold",
            summary = "For administrators: load the account again, with what waits on the parked topics")
    @Refuses(Code.NO_HOLD)
    void lift(@PathVariable String source, @PathVariable @Size(max = 32) String account) {
        holds.lift(sources.named(source), account);
    }
}
