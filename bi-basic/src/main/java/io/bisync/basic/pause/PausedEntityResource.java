package io.bisync.basic.pause;

import io.bisync.account.EntityCursor;
import io.bisync.basic.account.Sources;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Paused entities over REST: paused and let go on by administrators, read by everyone. */
@RestController
@Tag(name = "Paused entities", description = "Entities of accounts that are not pulled while all others are")
class PausedEntityResource {

    record PausedEntityList(List<PausedEntity> entities) {}

    /** Why the pull of an entity is paused. */
    record PauseReason(@NotBlank @Size(min = 1, max = 200) String reason) {}

    private final PausedEntities paused;
    private final Sources sources;

    PausedEntityResource(PausedEntities paused, Sources sources) {
        this.paused = paused;
        this.sources = sources;
    }

    @GetMapping("/api/paused-entities")
    @Operation(operationId = "listPausedEntities", summary = "The entities of accounts that are not pulled, and why")
    PausedEntityList list(@RequestParam(required = false) @Nullable String source) {
        return new PausedEntityList(paused.list(source == null ? null : sources.named(source)));
    }

    @PostMapping("/api/accounts/{id}/entities/{entity}/pause")
    @Operation(
            operationId = "pauseEntity",
            summary = "Stop pulling one entity of an account, for a reason; its cursor and what is loaded stay, all"
                    + " others flow, and runs of history go on")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE, Code.NEVER_ASKED})
    PausedEntity pause(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = EntityCursor.ENTITY) String entity,
            @Valid @RequestBody PauseReason reason) {
        return paused.pause(id, entity, reason.reason());
    }

    @PostMapping("/api/accounts/{id}/entities/{entity}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "resumeEntity", summary = "Pull the entity again, from where its cursor stands")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
    void resume(@PathVariable String id, @PathVariable @Pattern(regexp = EntityCursor.ENTITY) String entity) {
        paused.resume(id, entity);
    }
}
