package io.bisync.jushuitan.history;

import io.bisync.jushuitan.page.WindowWalk;
import io.bisync.run.work.SliceStoppedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the load of a slice goes on; as text it is the cursor of the slice's progress.
 *
 * @param scope the warehouse or shop within which it stands, null where the entity is asked for as a whole; those with a
 *     smaller number are done
 * @param from until where the window is read there
 * @param expected rows of the parts that are done, as the ERP counted them
 * @param part the part that is being read; null before its first page
 */
public record HistoryCursor(
        @Nullable Long scope,
        Instant from,
        long expected,
        @Nullable Part part) {

    /** Another version's words are refused, as pages would be left out. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * A window that the ERP answers at once.
     *
     * @param to its end
     * @param walk where its pages are read on
     * @param counted rows of it, as the ERP counted them so far
     */
    public record Part(Instant to, WindowWalk.State walk, long counted) {}

    String text() {
        return JSON.writeValueAsString(this);
    }

    /** @throws SliceStoppedException where the text is none of this version's */
    static HistoryCursor of(String text) throws SliceStoppedException {
        try {
            HistoryCursor read = JSON.readValue(text, HistoryCursor.class);
            if (read != null && read.isPossible()) {
                return read;
            }
        } catch (JacksonException unreadable) {
            // Said below.
        }
        throw SliceStoppedException.lasting(
                WindowQuestions.UNKNOWN,
                "Where the slice stands was written by another version and cannot be read: begin a run that loads it"
                        + " again");
    }

    @SuppressWarnings({"ConstantValue", "NullAway"}) // JSON may leave out what the type has not
    private boolean isPossible() {
        return from != null
                && expected >= 0
                && (part == null || (part.to() != null && part.counted() >= 0 && part.walk() != null));
    }
}
