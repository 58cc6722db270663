package io.bisync.basic.cursor;

import io.bisync.account.Cursor;
import io.bisync.account.CursorLease;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Cursors over REST: read by everyone, moved by services, set by administrators. */
@RestController
@RequestMapping("/api/accounts/{id}/cursors/{entity}")
@Tag(name = "Cursors", description = "How far the pulls have come")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
class CursorResource {

    /**
     * Who wants the lease, and for how long.
     *
     * @param holder which process
     * @param ttl PT1S to PT1H
     */
    record LeaseRequest(
            @NotBlank @Size(max = 200) String holder,

            @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1)
            Duration ttl) {}

    /**
     * Where the holder of a lease moves the cursor.
     *
     * @param fence the number of the lease
     * @param value what the pull goes on from, as it means it
     * @param caughtUpAt every change that the ERP made before it is published; null leaves what is known
     */
    record Move(
            @Positive long fence,

            @NotNull @Pattern(regexp = "[\\x21-\\x7e]{1,256}") String value,

            @Nullable Instant caughtUpAt) {}

    /**
     * Where an administrator sets the cursor.
     *
     * @param value what the pull goes on from: for Jushuitan a row version
     * @param caughtUpAt every change that the ERP made before it is published
     */
    record Position(
            @NotNull @Pattern(regexp = "[\\x21-\\x7e]{1,256}") String value,

            @Nullable Instant caughtUpAt) {}

    private static final String ENTITY = "[a-z0-9][a-z0-9_.-]{0,63}";

    private final Cursors cursors;

    CursorResource(Cursors cursors) {
        this.cursors = cursors;
    }

    @GetMapping
    @Operation(operationId = "getCursor", summary = "Where a pull stands; 204 before it first moved")
    @ApiResponse(responseCode = "200", description = "Where it stands", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "204", description = "It has not moved yet", content = @Content)
    ResponseEntity<Cursor> read(@PathVariable String id, @PathVariable @Pattern(regexp = ENTITY) String entity) {
        return answer(cursors.cursor(id, entity).orElse(null));
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "setCursor", summary = "For administrators: set a cursor, also back; its lease ends")
    void set(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = ENTITY) String entity,
            @Valid @RequestBody Position to) {
        cursors.set(id, entity, new Cursor(to.value(), to.caughtUpAt()));
    }

    @PostMapping("/lease")
    @Operation(
            operationId = "leaseCursor",
            summary = "For services: take or renew the lease; 204 while somebody else has it")
    @Refuses(Code.DISABLED)
    @ApiResponse(responseCode = "200", description = "The lease", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "204", description = "Somebody else has it", content = @Content)
    ResponseEntity<CursorLease> lease(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = ENTITY) String entity,
            @Valid @RequestBody LeaseRequest request) {
        return answer(cursors.lease(id, entity, request.holder(), request.ttl()).orElse(null));
    }

    @DeleteMapping("/lease")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "releaseCursor", summary = "For services: give the lease back")
    void release(
            @PathVariable String id, @PathVariable @Pattern(regexp = ENTITY) String entity, @RequestParam long fence) {
        cursors.release(id, entity, fence);
    }

    @PostMapping("/move")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "moveCursor",
            summary = "For services: move the cursor forward under the fence of the lease")
    @Refuses({Code.CURSOR_LEASE_LOST, Code.CURSOR_BACKWARDS})
    void move(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = ENTITY) String entity,
            @Valid @RequestBody Move move) {
        cursors.move(id, entity, move.fence(), new Cursor(move.value(), move.caughtUpAt()));
    }

    private static <T> ResponseEntity<T> answer(@Nullable T body) {
        return body == null ? ResponseEntity.noContent().build() : ResponseEntity.ok(body);
    }
}
