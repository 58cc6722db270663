package io.bisync.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** How far the pull of an entity has come. */
public record EntityCursor(
        @NotNull @Pattern(regexp = EntityCursor.ENTITY) String entity,

        @NotNull @Valid Cursor cursor) {

    /** The name of an entity. */
    public static final String ENTITY = "[a-z0-9][a-z0-9_.-]{0,63}";
}
