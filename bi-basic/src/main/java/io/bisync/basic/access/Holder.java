package io.bisync.basic.access;

import org.jspecify.annotations.Nullable;

/** Whom a token lets in: its name, which token it is, its role, and the source it is for, if only one. */
record Holder(
        String name, String token, Role role, @Nullable String source) {}
