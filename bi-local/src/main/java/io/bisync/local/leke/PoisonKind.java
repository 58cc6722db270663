package io.bisync.local.leke;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways in which a record can never be loaded. */
public enum PoisonKind {
    /** A value that breaks off in the middle. */
    NO_JSON,
    /** An event of another entity. */
    WRONG_ENTITY,
    /** An event without version. */
    MISSING_VERSION,
    /** A line whose id has few enough characters for its column, but too many bytes. */
    ID_TOO_LONG,
    /** A snapshot whose lines are no list. */
    NO_LIST,
    /** A snapshot without the array of its lines. */
    MISSING_ITEMS;

    private static final long FAR_AHEAD = 1_000;
    private static final String TOO_LONG = "款".repeat(43);

    /** The spoilt event; its version is far ahead, so that a reader who loads it all the same stays wrong. */
    byte[] spoil(ChangeEvent event) {
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>(event.envelope());
        Map<String, @Nullable Object> data = copy(envelope.get("data"));
        envelope.put("data", data);
        envelope.computeIfPresent("version", (_, version) -> ((Number) version).longValue() + FAR_AHEAD);
        switch (this) {
            case NO_JSON -> {
                byte[] whole = new ChangeEvent(event.eventId(), event.key(), envelope).bytes();
                return Arrays.copyOf(whole, whole.length / 2);
            }
            case WRONG_ENTITY -> envelope.put("entity", "refund");
            case MISSING_VERSION -> envelope.remove("version");
            case ID_TOO_LONG -> {
                Map<String, @Nullable Object> line = new LinkedHashMap<>();
                line.put("line_id", TOO_LONG);
                line.put("qty", "1");
                data.put("items", List.of(line));
            }
            case NO_LIST -> data.put("items", "none");
            case MISSING_ITEMS -> data.remove("items");
        }
        return new ChangeEvent(event.eventId(), event.key(), envelope).bytes();
    }

    /** The length in bytes of the id that does not fit. */
    static int tooLong() {
        return TOO_LONG.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Map<String, @Nullable Object> copy(@Nullable Object data) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (data instanceof Map<?, ?> members) {
            members.forEach((name, value) -> copy.put((String) name, value));
        }
        return copy;
    }
}
