package io.bisync.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.json.JsonType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

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
    private final Map<JsonType, UndeclaredField> undeclared = new EnumMap<>(JsonType.class);

    Place(String path, Fate fate) {
        this.path = path;
        this.pathBytes = path.getBytes(UTF_8);
        this.fate = fate;
    }

    /** This place with a value of that type; the same object each time. */
    UndeclaredField undeclared(String table, JsonType type) {
        var field = undeclared.get(type);
        if (field == null) {
            field = new UndeclaredField(table, path, type);
            undeclared.put(type, field);
        }
        return field;
    }
}
