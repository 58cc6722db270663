package io.bisync.basic.access;

import org.jspecify.annotations.Nullable;

/** An API token of a mounted file: it counts for as long as the file is there. */
record FileToken(
        String file, String name, Role role, @Nullable String source) {

    Holder holder() {
        return new Holder(name, "file " + file, role, source);
    }
}
