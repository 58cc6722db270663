package io.bisync.account;

/** How far the pull of an entity has come. */
public record EntityCursor(String entity, Cursor cursor) {}
