package io.bisync.basic.access;

import org.jspecify.annotations.Nullable;

/**
 * Whom a token lets in.
 *
 * @param name of the token
 * @param token which token it is
 * @param source the one source that it is for; null for every source
 * @param tenant whose events it may publish; null for one that publishes nothing
 */
record Holder(
        String name,
        String token,
        Role role,
        @Nullable String source,
        @Nullable String tenant) {}
