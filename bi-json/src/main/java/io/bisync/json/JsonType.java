package io.bisync.json;

/** What kind of JSON value it is. */
public enum JsonType {
    TEXT,
    NUMBER,
    BOOLEAN,
    OBJECT,
    ARRAY,
    NULL;

    /** By the first byte of a value that is known to be one. */
    public static JsonType of(int first) {
        return switch (first) {
            case '"' -> TEXT;
            case '{' -> OBJECT;
            case '[' -> ARRAY;
            case 't', 'f' -> BOOLEAN;
            case 'n' -> NULL;
            default -> NUMBER;
        };
    }
}
