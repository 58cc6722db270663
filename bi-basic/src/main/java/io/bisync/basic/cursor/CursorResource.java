package io.bisync.basic.cursor;

import io.bisync.account.Cursor;
import io.bisync.account.EntityCursor;
import io.bisync.account.api.CursorApi;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Cursors over REST: read by everyone, set by administrators. */
@RestController
@Tag(name = "Cursors", description = "How far the pulls have come")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
class CursorResource implements CursorApi {

    private final Cursors cursors;

    CursorResource(Cursors cursors) {
        this.cursors = cursors;
    }

    @Override
    @Operation(operationId = "getCursor", summary = "Where a pull stands; 204 before it first moved")
    @ApiResponse(responseCode = "200", description = "Where it stands", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "204", description = "It has not moved yet", content = @Content)
    public ResponseEntity<Cursor> cursor(String id, String entity) {
        return cursors.cursor(id, entity)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PutMapping("/api/accounts/{id}/cursors/{entity}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "setCursor",
            summary = "For administrators: set a cursor, also back; whoever pulls the account begins from it")
    void set(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = EntityCursor.ENTITY) String entity,
            @Valid @RequestBody Cursor to) {
        cursors.set(id, entity, to);
    }
}
