package io.bisync.local.leke;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways in which a record can never be loaded, and the code under which it has to be set aside; the last three are an order's. */
public enum PoisonKind {
    /** A value that breaks off in the middle. */
    NO_JSON("BI-TABLE-01"),
    /** An event of another entity. */
    WRONG_ENTITY("BI-TABLE-05"),
    /** An event without version. */
    MISSING_VERSION("BI-TABLE-08"),
    /** A line whose id has few enough characters for its column, but too many bytes. */
    ID_TOO_LONG("BI-TABLE-15"),
    /** A snapshot whose lines are no list. */
    NO_LIST("BI-TABLE-12"),
    /** A snapshot without the array of its lines. */
    MISSING_ITEMS("BI-TABLE-10");

    private static final long FAR_AHEAD = 1_000;
    private static final String TOO_LONG = "款".repeat(43);

    private final String code;

    PoisonKind(String code) {
        this.code = code;
    }

    /** The kinds that an event without lines can be of. */
    static List<PoisonKind> withoutLines() {
        return List.of(NO_JSON, WRONG_ENTITY, MISSING_VERSION);
    }

    /** The code under which such a record is set aside. */
    public String code() {
        return code;
    }

    /** The spoilt event; its version is far ahead, so that a reader who loads it all the same stays wrong. */
    byte[] spoil(ChangeEvent event) {
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>(event.envelope());
        Map<String, @Nullable Object> data = copy(envelope.get("data"));
        envelope.put("data", data);
        envelope.computeIfPresent("version", (_, version) -> ((Number) version).longValue() + FAR_AHEAD);
        switch (this) {
            case NO_JSON -> {
                byte[] whole = new ChangeEvent(event.eventId(), event.key(), envelope).bytes();
                return Arrays.copyOf(whole, endOfCharacter(whole, whole.length / 2));
            }
            case WRONG_ENTITY -> envelope.put("entity", "coupon");
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

    /** Half a character would be no text. */
    private static int endOfCharacter(byte[] text, int before) {
        int end = before;
        while ((text[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
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
