package io.bisync.basic.letter;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A letter with what Kafka has of it.
 *
 * @param headers as text; those that are no text by their length
 * @param value as text, its first 64 KB; null where {@code withheld} says why
 * @param withheld why the value is not shown; null where it is
 */
record LetterContent(
        Letter letter,
        Map<String, String> headers,
        @Nullable String value,
        @Nullable String withheld) {}
