package io.bisync.local.dictionary;

import java.util.Arrays;
import java.util.Optional;

/** What kind of value a field holds. */
public enum FieldType {
    INTEGER("integer"),
    NUMBER("number"),
    TEXT("text"),
    TIME("time"),
    BOOLEAN("boolean"),
    /** An array whose rows are a table of their own; in a request an array of values. */
    LIST("list"),
    /** An object that is kept whole. */
    JSON("json"),
    /** An array of objects that is kept whole. */
    JSON_ARRAY("json[]"),
    /** An array of texts that is kept whole. */
    TEXTS("text[]"),
    /** Values with commas between them, in a request. */
    CSV("csv");

    private final String word;

    FieldType(String word) {
        this.word = word;
    }

    static Optional<FieldType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** Whether the field's members are a level of their own. */
    boolean hasLevel() {
        return this == LIST || this == JSON || this == JSON_ARRAY;
    }
}
