package io.bisync.local.jushuitan.control;

import java.util.Map;
import java.util.Optional;

/** What the control address answers. */
record Reply(int status, Object body) {

    static Reply ok(Object body) {
        return new Reply(200, body);
    }

    static Reply wrong(int status, String message) {
        return new Reply(status, Map.of("error", message));
    }

    static Reply of(Optional<?> found, String missing) {
        return found.isPresent() ? ok(found.get()) : wrong(404, missing);
    }
}
