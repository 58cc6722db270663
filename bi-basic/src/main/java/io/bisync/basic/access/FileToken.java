package io.bisync.basic.access;

import org.jspecify.annotations.Nullable;

/**
 * An API token of a mounted file: it counts for as long as the file is there. A publisher's is named after its tenant.
 *
 * @param source the one source that the token is for; null for every source
 */
record FileToken(
        String file, String name, Role role, @Nullable String source) {

    Holder holder() {
        return new Holder(name, "file " + file, role, source, role == Role.PUBLISHER ? name : null);
    }
}
