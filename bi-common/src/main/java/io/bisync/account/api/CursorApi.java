package io.bisync.account.api;

import io.bisync.account.Cursor;
import io.bisync.account.EntityCursor;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** Where pulls stand. */
public interface CursorApi {

    /** Without a body before the pull first moved. */
    @GetExchange("/api/accounts/{id}/cursors/{entity}")
    ResponseEntity<Cursor> cursor(
            @PathVariable String id, @PathVariable @Pattern(regexp = EntityCursor.ENTITY) String entity);
}
