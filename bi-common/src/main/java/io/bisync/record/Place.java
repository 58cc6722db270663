package io.bisync.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.json.JsonType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in an entity's JSON, by the names on the way to it, and what becomes of a value that stands there. */
final class Place {

    /** What becomes of a value. */
    enum Fate {
        /** It is known; members of an object in it are judged by their own names. */
        DECLARED,
        KEPT,
        SEALED,
        DROPPED
    }

    /** {@code jushuitan.order.items.craft_code} */
    final String path;

    final byte[] pathBytes;
    final Fate fate;
    final Map<String, Place> members = new HashMap<>();
    private final @Nullable UndeclaredField[] undeclared = new UndeclaredField[JsonType.values().length];

    Place(String path, Fate fate) {
        this.path = path;
        this.pathBytes = path.getBytes(UTF_8);
        this.fate = fate;
    }

    /** This place with a value of that type; the same object each time. */
    UndeclaredField undeclared(String table, JsonType type) {
        var field = undeclared[type.ordinal()];
        if (field == null) {
            field = new UndeclaredField(table, path, type);
            undeclared[type.ordinal()] = field;
        }
        return field;
    }
}
