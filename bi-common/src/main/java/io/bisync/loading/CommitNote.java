package io.bisync.loading;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a committed offset, in the offset's metadata: which topic it belongs to and, while a range is being
 * loaded, how far that range goes. It reads {@code bi1 topic=<id> epoch=0 aside=0 to=1234 at=<millis>}. A later format
 * that older pods may still read adds keys (they are skipped); one that they must not read raises the number in front.
 *
 * @param topicId the id of the topic that the offset belongs to
 * @param epoch the epoch that loads before this offset were made in
 * @param asideRun how many records in a row right before this offset were set aside
 * @param intent the range that is being loaded, or null when none is open
 */
public record CommitNote(
        String topicId, int epoch, int asideRun, @Nullable Intent intent) {

    private static final String FORMAT = "bi1";
    private static final Pattern SPACE = Pattern.compile(" ");

    /**
     * A range that may have been sent.
     *
     * @param to its end, exclusive; it starts at the committed offset
     * @param at when it was written; old intents may have outlived their labels
     */
    public record Intent(long to, Instant at) {}

    /** The metadata to commit. */
    public String text() {
        var text = FORMAT + " topic=" + topicId + " epoch=" + epoch + " aside=" + asideRun;
        return intent == null
                ? text
                : text + " to=" + intent.to() + " at=" + intent.at().toEpochMilli();
    }

    /**
     * Reads metadata.
     *
     * @return null for metadata that loading never wrote: an offset set by a person or a tool is taken as it is
     * @throws TroubleException for a format that this version does not know
     */
    static @Nullable CommitNote parse(String metadata) {
        var words = SPACE.split(metadata.strip(), -1);
        if (!words[0].startsWith("bi") || words.length == 1) {
            return null;
        }
        if (!words[0].equals(FORMAT)) {
            throw new TroubleException(new Trouble(
                    TroubleKind.NOTE_UNKNOWN,
                    "The committed offset carries a note of format %s, this version reads %s: it was written by a newer version, upgrade this one"
                            .formatted(words[0], FORMAT)));
        }
        try {
            Map<String, String> values = new HashMap<>();
            for (var word : words) {
                var equals = word.indexOf('=');
                if (equals > 0) {
                    values.put(word.substring(0, equals), word.substring(equals + 1));
                }
            }
            var to = values.get("to");
            return new CommitNote(
                    Objects.requireNonNull(values.get("topic")),
                    Integer.parseInt(values.getOrDefault("epoch", "0")),
                    Integer.parseInt(values.getOrDefault("aside", "0")),
                    to == null
                            ? null
                            : new Intent(
                                    Long.parseLong(to),
                                    Instant.ofEpochMilli(Long.parseLong(values.getOrDefault("at", "0")))));
        } catch (NullPointerException | NumberFormatException unreadable) {
            throw new TroubleException(new Trouble(
                    TroubleKind.NOTE_UNKNOWN,
                    "The committed offset carries a note that cannot be read: '" + metadata
                            + "'; set the group's offset anew to go on without it"));
        }
    }
}
