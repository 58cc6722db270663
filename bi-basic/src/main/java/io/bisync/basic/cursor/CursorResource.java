package io.bisync.basic.cursor;

import io.bisync.account.Cursor;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Cursors over REST: read by everyone, set by administrators. */
@RestController
@RequestMapping("/api/accounts/{id}/cursors/{entity}")
@Tag(name = "Cursors", description = "How far the pulls have come")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
class CursorResource {

    /**
     * Where a cursor goes.
     *
     * @param value what the pull goes on from: for Jushuitan a row version
     * @param caughtUpAt every change that the ERP made before it is published
     */
    record Position(
            @NotNull @Pattern(regexp = "[\\x21-\\x7e]{1,256}") String value,

            @Nullable Instant caughtUpAt) {}

    static final String ENTITY = "[a-z0-9][a-z0-9_.-]{0,63}";

    private final Cursors cursors;

    CursorResource(Cursors cursors) {
        this.cursors = cursors;
    }

    @GetMapping
    @Operation(operationId = "getCursor", summary = "Where a pull stands; 204 before it first moved")
    @ApiResponse(responseCode = "200", description = "Where it stands", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "204", description = "It has not moved yet", content = @Content)
    ResponseEntity<Cursor> read(@PathVariable String id, @PathVariable @Pattern(regexp = ENTITY) String entity) {
        return cursors.cursor(id, entity)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "setCursor",
            summary = "For administrators: set a cursor, also back; whoever pulls the account begins from it")
    void set(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = ENTITY) String entity,
            @Valid @RequestBody Position to) {
        cursors.set(id, entity, new Cursor(to.value(), to.caughtUpAt()));
    }
}
